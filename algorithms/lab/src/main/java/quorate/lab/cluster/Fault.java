package quorate.lab.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.trace.TraceEvent;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/**
 * What can be done to a running cluster: here to its nodes, and by a {@link LinkFault} to the links
 * between them. Its text is what a person would type, and reads back as the same fault. The same
 * fault means the same in virtual time and over TCP.
 */
public sealed interface Fault
    permits Fault.Crash,
        Fault.Restart,
        Fault.Pause,
        Fault.Resume,
        Fault.Resign,
        Fault.Fire,
        Retiming,
        Drift,
        Storing,
        LinkFault {

  /** The nodes that it names one by one; none if it names links. */
  default SortedSet<NodeId> nodes() {
    return new TreeSet<>();
  }

  /** The word that says what is done: {@code crash}. */
  default String word() {
    return toString().split(" ", 2)[0];
  }

  Reductions reductions();

  /** What is left of it when a node is gone and those above it have moved up; empty for nothing. */
  default Optional<Fault> without(NodeId gone) {
    return reductions().without().apply(gone);
  }

  /** Faults to try in its place, the simplest first. */
  default List<Fault> simpler() {
    return reductions().simpler().get().stream().filter(it -> !it.equals(this)).toList();
  }

  /** After which time it ends by itself; 0 if it does not. */
  default Duration lasts() {
    return Duration.ZERO;
  }

  /**
   * Checks, before anything is done, that it can be done to a cluster that has all of its nodes.
   * Called by the cluster.
   *
   * @throws IllegalArgumentException if it cannot
   */
  default void check(Machines cluster) {}

  /**
   * Does it to a cluster. Called by the cluster, which has checked it.
   *
   * @param injected what the trace says of it, as the cause of what comes of it
   */
  void applyTo(Machines cluster, TraceEvent injected);

  /** Nodes are gone: memory lost, connections reset, what was persisted stays. */
  record Crash(SortedSet<NodeId> nodes) implements Fault {
    public Crash {
      nodes = SortedCopy.of(nodes);
    }

    @Override
    public Reductions reductions() {
      return Reductions.nodes(nodes, Crash::new);
    }

    @Override
    public void applyTo(Machines cluster, TraceEvent injected) {
      SortedSet<NodeId> up = new TreeSet<>(nodes);
      up.removeIf(cluster::isDown);
      cluster.crashOnRequest(up);
    }

    @Override
    public String toString() {
      return "crash " + FaultText.nodes(nodes);
    }
  }

  /**
   * Nodes that are down start again; those that run stay as they are, disks included.
   *
   * @param amnesia whether their disks are empty; otherwise they go on from what they persisted
   */
  record Restart(SortedSet<NodeId> nodes, boolean amnesia) implements Fault {
    public Restart {
      nodes = SortedCopy.of(nodes);
    }

    public Restart(SortedSet<NodeId> nodes) {
      this(nodes, false);
    }

    @Override
    public Reductions reductions() {
      return Reductions.nodes(nodes, it -> new Restart(it, amnesia));
    }

    @Override
    public void applyTo(Machines cluster, TraceEvent injected) {
      if (amnesia) {
        nodes.stream().filter(cluster::isDown).forEach(cluster::loseDisk);
      }
      cluster.start(nodes);
    }

    @Override
    public String toString() {
      return "restart " + FaultText.nodes(nodes) + (amnesia ? " --amnesia" : "");
    }
  }

  /**
   * Nodes stand still: they hear and do nothing, and their timers do not fire, until they resume.
   * Those that are down or stand still already stay so.
   *
   * @param length after which time they resume by themselves, positive; empty if somebody must
   *     resume them
   */
  record Pause(SortedSet<NodeId> nodes, Optional<Duration> length) implements Fault {
    /** Throws an IllegalArgumentException if the length is not positive. */
    public Pause {
      nodes = SortedCopy.of(nodes);
      if (length.filter(it -> it.isZero() || it.isNegative()).isPresent()) {
        throw new IllegalArgumentException("a pause must be longer than 0 ms");
      }
    }

    public Pause(SortedSet<NodeId> nodes) {
      this(nodes, Optional.empty());
    }

    @Override
    public Reductions reductions() {
      return Reductions.nodes(nodes, it -> new Pause(it, length))
          .orElse(length.isPresent() ? List.of(new Pause(nodes)) : List.of());
    }

    @Override
    public void applyTo(Machines cluster, TraceEvent injected) {
      nodes.forEach(node -> cluster.pause(node, length));
    }

    @Override
    public Duration lasts() {
      return length.orElse(Duration.ZERO);
    }

    @Override
    public String toString() {
      return "pause "
          + FaultText.nodes(nodes)
          + length.map(it -> " for " + Delay.fixed(it)).orElse("");
    }
  }

  /** Paused nodes go on: what arrived and what ran out meanwhile comes late, all at once. */
  record Resume(SortedSet<NodeId> nodes) implements Fault {
    public Resume {
      nodes = SortedCopy.of(nodes);
    }

    @Override
    public Reductions reductions() {
      return Reductions.nodes(nodes, Resume::new);
    }

    @Override
    public void applyTo(Machines cluster, TraceEvent injected) {
      nodes.forEach(cluster::resume);
    }

    @Override
    public String toString() {
      return "resume " + FaultText.nodes(nodes);
    }
  }

  /** Nodes that lead step down without crashing, and tell nobody; others are not asked. */
  record Resign(SortedSet<NodeId> nodes) implements Fault {
    public Resign {
      nodes = SortedCopy.of(nodes);
    }

    @Override
    public Reductions reductions() {
      return Reductions.nodes(nodes, Resign::new);
    }

    @Override
    public void applyTo(Machines cluster, TraceEvent injected) {
      nodes.forEach(node -> cluster.resign(node, injected));
    }

    @Override
    public String toString() {
      return "resign " + FaultText.nodes(nodes);
    }
  }

  /** A timer of nodes runs out now instead of later; it must be pending in each of them. */
  record Fire(SortedSet<NodeId> nodes, Timer timer) implements Fault {
    public Fire {
      nodes = SortedCopy.of(nodes);
    }

    @Override
    public Reductions reductions() {
      return Reductions.nodes(nodes, it -> new Fire(it, timer));
    }

    @Override
    public void applyTo(Machines cluster, TraceEvent injected) {
      nodes.forEach(node -> cluster.expireNow(node, timer));
    }

    @Override
    public void check(Machines cluster) {
      for (NodeId node : nodes) {
        SortedSet<String> pending = cluster.pendingTimers(node);
        if (!pending.contains(timer.name())) {
          throw new IllegalArgumentException(
              "timer " + timer + " of " + node + " is not pending; " + those(pending));
        }
      }
    }

    private static String those(SortedSet<String> pending) {
      return pending.isEmpty()
          ? "none is"
          : String.join(", ", pending) + (pending.size() == 1 ? " is" : " are");
    }

    @Override
    public String toString() {
      return "fire " + FaultText.nodes(nodes) + " " + timer;
    }
  }
}
