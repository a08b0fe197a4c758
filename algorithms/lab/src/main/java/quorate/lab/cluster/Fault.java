package quorate.lab.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quorate.spi.NodeId;

/** What can be done to a running cluster. Its text is what a person would type. */
public sealed interface Fault {

  /** Nodes are gone: memory lost, connections reset, what was persisted stays. */
  record Crash(SortedSet<NodeId> nodes) implements Fault {
    /** Crashes nodes; those that are down already stay so. */
    public Crash {
      nodes = copy(nodes);
    }

    @Override
    public String toString() {
      return "crash " + list(nodes);
    }
  }

  /** Nodes that are down start again from what they persisted. */
  record Restart(SortedSet<NodeId> nodes) implements Fault {
    /** Restarts nodes; those that run stay as they are. */
    public Restart {
      nodes = copy(nodes);
    }

    @Override
    public String toString() {
      return "restart " + list(nodes);
    }
  }

  /**
   * Nodes stand still: they hear and do nothing, and their timers do not fire, until they resume.
   */
  record Pause(SortedSet<NodeId> nodes) implements Fault {
    /** Pauses nodes; those that are down stay so. */
    public Pause {
      nodes = copy(nodes);
    }

    @Override
    public String toString() {
      return "pause " + list(nodes);
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
      return "resume " + list(nodes);
    }
  }

  /** All links between different groups go down; members that are in no group form one more. */
  record Partition(List<SortedSet<NodeId>> groups) implements Fault {
    /**
     * Checks the groups.
     *
     * @throws IllegalArgumentException if a node is in two of them
     */
    public Partition {
      groups = groups.stream().map(Fault::copy).toList();
      SortedSet<NodeId> seen = new TreeSet<>();
      for (SortedSet<NodeId> group : groups) {
        for (NodeId node : group) {
          if (!seen.add(node)) {
            throw new IllegalArgumentException(
                node + " is in two groups; a node can be on one side only");
          }
        }
      }
    }

    @Override
    public String toString() {
      return "partition " + groups.stream().map(Fault::list).collect(Collectors.joining(" | "));
    }
  }

  /** All links of each of these nodes go down. */
  record Isolate(SortedSet<NodeId> nodes) implements Fault {
    /** Isolates nodes, also from each other. */
    public Isolate {
      nodes = copy(nodes);
    }

    @Override
    public String toString() {
      return "isolate " + list(nodes);
    }
  }

  /** All links are well again. Does not restart anybody. */
  record Heal() implements Fault {
    @Override
    public String toString() {
      return "heal";
    }
  }

  private static SortedSet<NodeId> copy(Collection<NodeId> nodes) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
  }

  private static String list(Collection<NodeId> nodes) {
    return nodes.stream().map(NodeId::toString).collect(Collectors.joining(","));
  }
}
