package quorate.lab.language;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.experiment.ObservedCluster;
import quorate.lab.measure.ClusterState;
import quorate.spi.NodeId;

/**
 * Nodes as a person names them: {@code 3}, {@code 1,2}, {@code 3..5}, {@code leader}, {@code
 * followers}, {@code all}, {@code random}, and lists of these. Whom a word means depends on the
 * cluster and on the moment.
 */
public final class NodeSelection {

  /** The words that name nodes by what they are. */
  public static final List<String> WORDS = List.of("leader", "followers", "all", "random");

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Pattern NUMBERS = Pattern.compile("n?(\\d{1,9})(?:\\.\\.n?(\\d{1,9}))?");

  private final List<String> parts;

  private NodeSelection(List<String> parts) {
    this.parts = parts;
  }

  /**
   * Reads a selection.
   *
   * @throws UserError if a part of it names no node in any cluster
   */
  public static NodeSelection parse(String text) {
    List<String> parts = List.of(text.split(",", -1));
    for (String part : parts) {
      if (!WORDS.contains(part) && !NUMBERS.matcher(part).matches()) {
        throw UserError.unknown(
            "'" + Printable.of(part) + "' names no node",
            part,
            WORDS,
            "type a number, 1,2 or 3..5, or one of " + String.join(", ", WORDS));
      }
    }
    return new NodeSelection(parts);
  }

  /**
   * Whom the selection means in a cluster now. A cluster that is about to elect is given a moment
   * to have a leader, if that is what is asked for. On any thread but the cluster's.
   *
   * @throws UserError if there is no such node
   * @throws InterruptedException if a person interrupts
   */
  public SortedSet<NodeId> in(ObservedCluster cluster) throws InterruptedException {
    if (parts.contains("leader") || parts.contains("followers")) {
      cluster.cluster().runUntil(() -> !cluster.state().believers().isEmpty(), PATIENCE);
    }
    return cluster
        .cluster()
        .call(
            () -> {
              SortedSet<NodeId> nodes = new TreeSet<>();
              parts.forEach(part -> nodes.addAll(resolve(part, cluster)));
              return nodes;
            });
  }

  /**
   * The one node that the selection means in a cluster.
   *
   * @throws UserError if it means none or several
   * @throws InterruptedException if a person interrupts
   */
  public NodeId oneIn(ObservedCluster cluster) throws InterruptedException {
    SortedSet<NodeId> nodes = in(cluster);
    if (nodes.size() != 1) {
      throw new UserError("one node is wanted, and " + String.join(",", parts) + " means " + nodes);
    }
    return nodes.first();
  }

  /**
   * Who leads in a cluster. On the cluster's thread.
   *
   * @throws UserError if nobody does, or several do
   */
  private static NodeId leader(ObservedCluster cluster) {
    ClusterState state = cluster.state();
    Optional<NodeId> agreed = state.agreement().flatMap(ClusterState.Agreement::leader);
    if (agreed.isPresent()) {
      return agreed.get();
    }
    SortedSet<NodeId> believers = state.believers();
    String name = cluster.spec().name();
    if (believers.isEmpty()) {
      throw new UserError(name + " has no leader now; type: on " + name + " wait leader");
    }
    if (believers.size() > 1) {
      throw new UserError(name + " has several leaders now, " + believers + "; name one of them");
    }
    return believers.first();
  }

  private static SortedSet<NodeId> resolve(String part, ObservedCluster cluster) {
    ClusterState state = cluster.state();
    return switch (part) {
      case "all" -> new TreeSet<>(cluster.spec().members());
      case "leader" -> new TreeSet<>(List.of(leader(cluster)));
      case "followers" -> {
        SortedSet<NodeId> others = new TreeSet<>(state.running());
        others.remove(leader(cluster));
        yield others;
      }
      case "random" -> {
        List<NodeId> running = new ArrayList<>(state.running());
        if (running.isEmpty()) {
          throw new UserError("no node of " + cluster.spec().name() + " runs; type: restart all");
        }
        yield new TreeSet<>(List.of(running.get(drawBelow(running.size(), cluster))));
      }
      default -> numbers(part, cluster.spec());
    };
  }

  /** In virtual time all chance follows from the seed, and from what has happened so far. */
  private static int drawBelow(int bound, ObservedCluster cluster) {
    boolean repeatable = cluster.cluster().fingerprint().isPresent();
    int events = (int) cluster.cluster().trace().last();
    return repeatable
        ? Chance.ofTrial(cluster.spec().seed(), events).drawBelow(bound)
        : new Random().nextInt(bound);
  }

  private static SortedSet<NodeId> numbers(String part, ClusterSpec spec) {
    Matcher matcher = NUMBERS.matcher(part);
    if (!matcher.matches()) {
      throw new IllegalStateException("not checked: " + part);
    }
    int first = Integer.parseInt(matcher.group(1));
    int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
    checkExists(first, spec);
    checkExists(last, spec);
    if (first > last) {
      throw new UserError(part + " runs backwards; type: " + last + ".." + first);
    }
    SortedSet<NodeId> nodes = new TreeSet<>();
    for (int number = first; number <= last; number++) {
      nodes.add(new NodeId(number));
    }
    return nodes;
  }

  private static void checkExists(int number, ClusterSpec spec) {
    if (number < 1 || number > spec.size()) {
      throw new UserError(
          "node "
              + number
              + " does not exist; "
              + spec.name()
              + (spec.size() == 1 ? " has node 1 only" : " has nodes 1 to " + spec.size()));
    }
  }
}
