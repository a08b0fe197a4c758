package quorate.lab.simulator;

import java.util.SortedSet;
import quorate.lab.cluster.Fault;
import quorate.spi.NodeId;

/** Something that was done to a cluster in virtual time from outside. */
public sealed interface Input {

  /** Does it to a cluster, as it was done to one of the same spec and network before. */
  void redo(SimulatedCluster cluster);

  record Started(SortedSet<NodeId> nodes) implements Input {
    @Override
    public void redo(SimulatedCluster cluster) {
      cluster.start(nodes);
    }
  }

  record Injected(Fault fault) implements Input {
    @Override
    public void redo(SimulatedCluster cluster) {
      cluster.inject(fault);
    }
  }

  /** What was sent at that moment took no time. */
  record Hurried() implements Input {
    @Override
    public void redo(SimulatedCluster cluster) {
      cluster.hurry();
    }
  }

  /**
   * What was to come came at that moment.
   *
   * @param pending its number
   */
  record Advanced(long pending) implements Input {
    @Override
    public void redo(SimulatedCluster cluster) {
      cluster.advance(pending);
    }
  }

  /**
   * A message that was under way was lost.
   *
   * @param pending its number
   */
  record Lost(long pending) implements Input {
    @Override
    public void redo(SimulatedCluster cluster) {
      cluster.lose(pending);
    }
  }
}
