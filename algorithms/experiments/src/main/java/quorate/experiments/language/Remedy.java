package quorate.experiments.language;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.measure.ClusterState;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.spi.NodeId;
import quorate.spi.Property;

/**
 * What to type so that a cluster without a leader can have one again. To wait is advised only where
 * nothing stands in the way that time does not take away.
 */
public final class Remedy {

  /** What takes obstacles away, from the most likely to the least; the last takes all. */
  private static final List<List<String>> CURES =
      List.of(
          List.of("restart all"),
          List.of("resume all"),
          List.of("heal"),
          List.of("restart all", "resume all"),
          List.of("restart all", "heal"),
          List.of("resume all", "heal"),
          List.of("restart all", "resume all", "heal"));

  /** Its own network lets nothing through: no fault did that, and none undoes it. */
  private static final List<String> NONE = List.of("stop");

  private final Moment now;

  private Remedy(Moment now) {
    this.now = now;
  }

  /** What to type, for this cluster alone: {@code on raft restart all}. */
  public static String of(Moment now) {
    String wait = "on " + now.spec().name() + " wait leader";
    boolean hopeless = now.state().hopeless().isPresent();
    return ofObstacle(now).map(it -> hopeless ? it : it + "; " + wait).orElse(wait);
  }

  /** The same, but empty where nothing but time is wanted. */
  public static Optional<String> ofObstacle(Moment now) {
    List<String> cure = new Remedy(now).cure();
    if (cure.equals(NONE)) {
      return Optional.of("stop " + now.spec().name());
    }
    return cure.stream()
        .map(it -> "on " + now.spec().name() + " " + it)
        .reduce((some, more) -> some + "; " + more);
  }

  private List<String> cure() {
    if (now.state().hopeless().isPresent()) {
      return CURES.stream().filter(this::helps).findFirst().orElse(NONE);
    }
    // what is lost or late may be just what the election needs
    boolean well = now.state().cut().isEmpty() && now.cluster().links().troubles().isEmpty();
    return well ? List.of() : List.of("heal");
  }

  private boolean helps(List<String> cure) {
    ClusterState state = now.state();
    SortedSet<NodeId> running = now.hosts();
    running.removeIf(
        node ->
            !state.node(node).up() && !cure.contains("restart all")
                || state.node(node).paused() && !cure.contains("resume all"));
    SortedSet<Direction> dead = cure.contains("heal") ? deadForGood() : now.state().dead();
    if (now.spec().hasManager()) {
      return running.contains(NodeId.MANAGER) && reach(NodeId.MANAGER, running, dead) > 1;
    }
    int most = running.stream().mapToInt(node -> reach(node, running, dead)).max().orElse(0);
    return most >= (now.spec().promises(Property.LEADER_HAS_MAJORITY) ? now.spec().majority() : 1);
  }

  /** What no fault did, and no heal undoes: the network itself loses every message there. */
  private SortedSet<Direction> deadForGood() {
    SortedSet<Direction> dead = new TreeSet<>(now.state().dead());
    dead.removeAll(now.cluster().links().cut());
    SortedMap<Direction, Trouble> troubles = now.cluster().links().troubles();
    dead.removeIf(it -> troubles.getOrDefault(it, Trouble.NONE).loss() >= 1);
    return dead;
  }

  private static int reach(NodeId node, SortedSet<NodeId> running, SortedSet<Direction> dead) {
    return (int)
        running.stream()
            .filter(
                other ->
                    !dead.contains(new Direction(node, other))
                        && !dead.contains(new Direction(other, node)))
            .count();
  }
}
