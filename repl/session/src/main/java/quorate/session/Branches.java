package quorate.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import quorate.experiments.ObservedCluster;
import quorate.lab.UserError;
import quorate.lab.simulator.Recording;
import quorate.lab.simulator.Recording.Position;

/**
 * The branches of clusters in virtual time: runs that begin alike and go on differently. One of
 * them is the present one; the others are kept as recordings. Used by the session's thread.
 */
public final class Branches {

  /** What the first branch of each cluster is called. */
  public static final String MAIN = "main";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,29}");

  private final TimeTravel time;
  private final Map<String, Kept> ofClusters = new HashMap<>();

  /**
   * A branch.
   *
   * @param way the run, with what comes later in it
   * @param at where one stands in it
   */
  public record Branch(String name, boolean isPresent, Recording way, Position at) {}

  private static final class Kept {
    private final Map<String, Branch> others = new LinkedHashMap<>();
    private String present = MAIN;
  }

  Branches(TimeTravel time) {
    this.time = time;
  }

  /**
   * Keeps the present branch as it is, and goes on in a new one.
   *
   * @throws UserError if the name is taken, or is no name, or the cluster runs over TCP
   */
  public void begin(ObservedCluster cluster, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new UserError(
          "a branch is named with letters, digits, - and _, from a letter on; type: branch other");
    }
    all(cluster)
        .forEach(
            it -> {
              if (it.name().equals(name)) {
                throw new UserError("there is a branch " + name + "; type: switch " + name);
              }
            });
    Kept kept = keep(cluster);
    kept.present = name;
    time.dropLater(cluster);
  }

  /**
   * Goes on in another branch, where one stood in it.
   *
   * @throws UserError if there is no such branch, or the cluster runs over TCP
   */
  public TimeTravel.Moved switchTo(ObservedCluster cluster, String name, Progress progress)
      throws InterruptedException {
    Branch branch = named(cluster, name);
    if (branch.isPresent()) {
      throw new UserError(name + " is the present branch; type: branches");
    }
    Kept kept = keep(cluster);
    kept.present = name;
    return time.replace(cluster, branch.way().upTo(branch.at()), branch.way(), progress);
  }

  private Kept keep(ObservedCluster cluster) {
    Branch present = present(cluster);
    Kept kept = ofClusters.computeIfAbsent(cluster.spec().name(), it -> new Kept());
    kept.others.put(present.name(), present);
    return kept;
  }

  /** All branches of a cluster, in the order in which they were begun. */
  public List<Branch> all(ObservedCluster cluster) {
    Branch present = present(cluster);
    Map<String, Branch> all = new LinkedHashMap<>();
    Kept kept = ofClusters.getOrDefault(cluster.spec().name(), new Kept());
    kept.others.forEach((name, it) -> all.put(name, new Branch(name, false, it.way(), it.at())));
    all.put(present.name(), present);
    return new ArrayList<>(all.values());
  }

  /**
   * A branch by its name.
   *
   * @throws UserError if there is none
   */
  public Branch named(ObservedCluster cluster, String name) {
    List<Branch> all = all(cluster);
    return all.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> UserError.unknown("branch", name, all.stream().map(Branch::name).toList()));
  }

  /** Runs a branch again to its end, under its own name. The caller closes the cluster. */
  public ObservedCluster again(Branch branch, Progress progress) throws InterruptedException {
    return TimeTravel.again(branch.way().named(branch.name()), progress);
  }

  /**
   * The commands that lead where one stands in a branch, the start first.
   *
   * @throws UserError if the run was not begun by {@code start}, or is longer than a day
   * @throws InterruptedException if the thread is interrupted
   */
  public List<String> script(Branch branch, Progress progress) throws InterruptedException {
    return BranchScript.of(branch, progress);
  }

  /**
   * The branch in which a cluster is.
   *
   * @throws UserError if the cluster runs over TCP
   */
  public Branch present(ObservedCluster cluster) {
    Kept kept = ofClusters.getOrDefault(cluster.spec().name(), new Kept());
    Position at = TimeTravel.simulated(cluster).position();
    return new Branch(kept.present, true, time.way(cluster), at);
  }

  /** A cluster is gone, and so are its branches. */
  void forget(String name) {
    ofClusters.remove(name);
  }
}
