package quorate.experiments.language;

import java.util.List;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * What the faults of a chaos run are drawn from, at the moment at which one is due. Every call may
 * draw; so what a fault asks first changes all that comes after it.
 */
public interface Draws {

  /** A fault of some nodes that are in a state; none if no node is. */
  List<Fault> nodes(Predicate<NodeState> state, Function<SortedSet<NodeId>, Fault> fault);

  /**
   * A fault that takes links down. Mostly it takes the place of other cuts; none in a cluster that
   * has no links.
   *
   * @param fault the fault, for a node if it needs one
   */
  List<Fault> cut(Function<NodeId, Fault> fault);

  /** A fault that makes links bad: so bad, as a share from 0 to 1, and there. */
  List<Fault> trouble(BiFunction<Double, SortedSet<Direction>, Fault> fault);

  /** What is wrong with all links whenever no fault says otherwise; to be done again after heal. */
  List<Fault> conditions();

  /** A whole number from 0 (inclusive) to a bound. */
  int below(int bound);

  /** All members. */
  SortedSet<NodeId> members();

  /** Those that are in a state. Draws nothing. */
  SortedSet<NodeId> those(Predicate<NodeState> state);

  /** Some of several nodes, mostly one; none of none. */
  SortedSet<NodeId> some(SortedSet<NodeId> candidates);

  /** Some nodes, but not all. */
  SortedSet<NodeId> side();

  /** A few links, or single directions of them. */
  SortedSet<Direction> directions();

  /** A delay that is not longer than the longest of the run. */
  Delay delay();

  /** The timers that are pending at a node, in order. Draws nothing. */
  SortedSet<String> pendingTimers(NodeId node);

  /** The names of the algorithm's messages. Draws nothing. */
  List<String> messages();
}
