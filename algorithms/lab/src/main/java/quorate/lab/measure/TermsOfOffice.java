package quorate.lab.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.spi.NodeId;

/**
 * Who leads, and since when: the present term of office of each node that leads. A pause does not
 * end it.
 */
final class TermsOfOffice {

  private final SortedMap<NodeId, Term> terms = new TreeMap<>();

  static final class Term {
    private final Place begin;
    private final boolean newlyElected;
    private final boolean electionHadBegun;
    private Optional<Place> majority = Optional.empty();

    private Term(Place begin, boolean newlyElected, boolean electionHadBegun) {
      this.begin = begin;
      this.newlyElected = newlyElected;
      this.electionHadBegun = electionHadBegun;
    }

    /** When the node became leader; empty if it led already when the fault came. */
    Optional<Place> elected() {
      return newlyElected ? Optional.of(begin) : Optional.empty();
    }

    /** Whether the node was elected after the fault, in an election that had begun before. */
    boolean electionHadBegun() {
      return electionHadBegun;
    }

    /** When a majority of all members believed in the leader for the first time. */
    Optional<Place> majority() {
      return majority;
    }
  }

  /** The nodes that lead at the fault. */
  TermsOfOffice(Map<NodeId, NodeState> nodes, Place fault) {
    nodes.forEach(
        (node, state) -> {
          if (state.up() && state.belief().leads()) {
            terms.put(node, new Term(fault, false, false));
          }
        });
  }

  /** Takes note of an event that {@code rounds} includes; says whether a term ended or began. */
  boolean on(TraceEvent event, Rounds rounds) {
    if (event instanceof Crashed crashed) {
      return terms.remove(crashed.node()) != null;
    } else if (event instanceof BeliefChanged changed && changed.comesToLead()) {
      terms.put(changed.node(), new Term(Place.of(event), true, rounds.hadBegunBefore(changed)));
      return true;
    } else if (event instanceof BeliefChanged changed && !changed.after().leads()) {
      return terms.remove(changed.node()) != null;
    }
    return false;
  }

  /** A majority of all members believes in a node that runs and leads. */
  void followedByMajority(NodeId leader, Place now) {
    Term term = terms.get(leader);
    if (term.majority.isEmpty()) {
      term.majority = Optional.of(now);
    }
  }

  /** The present terms of some nodes that lead. */
  List<Term> of(List<NodeId> leaders) {
    return leaders.stream().map(terms::get).toList();
  }
}
