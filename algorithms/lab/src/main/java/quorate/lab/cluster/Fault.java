package quorate.lab.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
        LinkFault {

  /** The nodes that it names one by one; none if it names links. */
  default SortedSet<NodeId> nodes() {
    return new TreeSet<>();
  }

  /** Nodes are gone: memory lost, connections reset, what was persisted stays. */
  record Crash(SortedSet<NodeId> nodes) implements Fault {
    /** Crashes nodes; those that are down already stay so. */
    public Crash {
      nodes = copy(nodes);
    }

    @Override
    public String toString() {
      return "crash " + FaultText.nodes(nodes);
    }
  }

  /**
   * Nodes that are down start again.
   *
   * @param amnesia whether their disks are empty; otherwise they go on from what they persisted
   */
  record Restart(SortedSet<NodeId> nodes, boolean amnesia) implements Fault {
    /** Restarts nodes; those that run stay as they are, with all that is on their disks. */
    public Restart {
      nodes = copy(nodes);
    }

    /** From what they persisted. */
    public Restart(SortedSet<NodeId> nodes) {
      this(nodes, false);
    }

    @Override
    public String toString() {
      return "restart " + FaultText.nodes(nodes) + (amnesia ? " --amnesia" : "");
    }
  }

  /**
   * Nodes stand still: they hear and do nothing, and their timers do not fire, until they resume.
   *
   * @param length after which time they resume by themselves, positive; empty if somebody must
   *     resume them
   */
  record Pause(SortedSet<NodeId> nodes, Optional<Duration> length) implements Fault {
    /**
     * Pauses nodes; those that are down or stand still already stay so.
     *
     * @throws IllegalArgumentException if the length is not positive
     */
    public Pause {
      nodes = copy(nodes);
      if (length.filter(it -> it.isZero() || it.isNegative()).isPresent()) {
        throw new IllegalArgumentException("a pause must be longer than 0 ms");
      }
    }

    /** Until somebody resumes them. */
    public Pause(SortedSet<NodeId> nodes) {
      this(nodes, Optional.empty());
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
    /** Resumes nodes; those that are not paused stay as they are. */
    public Resume {
      nodes = copy(nodes);
    }

    @Override
    public String toString() {
      return "resume " + FaultText.nodes(nodes);
    }
  }

  /** Nodes that lead give up their office without crashing, and tell nobody. */
  record Resign(SortedSet<NodeId> nodes) implements Fault {
    /** Lets nodes resign; those that do not lead are not asked. */
    public Resign {
      nodes = copy(nodes);
    }

    @Override
    public String toString() {
      return "resign " + FaultText.nodes(nodes);
    }
  }

  /** A timer of nodes runs out now instead of later. */
  record Fire(SortedSet<NodeId> nodes, Timer timer) implements Fault {
    /** Fires a timer of nodes; it must be pending in each of them. */
    public Fire {
      nodes = copy(nodes);
    }

    @Override
    public String toString() {
      return "fire " + FaultText.nodes(nodes) + " " + timer;
    }
  }

  private static SortedSet<NodeId> copy(Collection<NodeId> nodes) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
  }
}
