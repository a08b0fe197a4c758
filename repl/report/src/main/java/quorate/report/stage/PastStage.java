package quorate.report.stage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.measure.Counts;
import quorate.lab.measure.ElectionCounts;
import quorate.lab.measure.ElectionCounts.Elections;
import quorate.lab.measure.MessageCounts;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.report.ClusterName;
import quorate.report.stage.StageView.Actor;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/** A stage as the events of a trace make it, one after the other: how it was behind the last. */
final class PastStage implements Observer {

  private final ClusterSpec spec;
  private final ClusterState state;
  private final StageObserver stage = new StageObserver();
  private final MessageCounts counts = new MessageCounts();
  private final ElectionCounts elections = new ElectionCounts();
  private final SortedMap<NodeId, String> votes = new TreeMap<>();
  private SortedSet<Direction> bad = new TreeSet<>();

  PastStage(ClusterSpec spec) {
    this.spec = spec;
    this.state = new ClusterState(spec);
  }

  /** How a node was before the first event. */
  void begin(NodeId node, NodeState its) {
    begin(state, node, its);
  }

  static void begin(ClusterState state, NodeId node, NodeState its) {
    Stamp before = new Stamp(0, 0, 0);
    if (its.up()) {
      state.on(new Started(before, node, its.address(), false));
    }
    if (!its.belief().equals(Belief.NOTHING)) {
      state.on(new BeliefChanged(before, node, Belief.NOTHING, its.belief()));
    }
    if (its.paused()) {
      state.on(new Paused(before, node));
    }
    if (!its.hasTrueClock()) {
      state.on(new ClockChanged(before, node, 1, its.clockRate()));
    }
  }

  /** A vote from before the first event. */
  void begin(NodeId node, String vote) {
    votes.put(node, vote);
  }

  /** An event from before the first one: changes the state, the links, or what is saved. */
  void begin(TraceEvent event) {
    state.on(event);
    if (event instanceof Persisted || event instanceof DiskLost) {
      stage.on(event);
    }
    if (event instanceof LinksChanged links) {
      remember(links);
    }
  }

  @Override
  public void on(TraceEvent event) {
    state.on(event);
    stage.on(event);
    counts.on(event);
    elections.on(event);
    if (event instanceof LinksChanged links) {
      remember(links);
    } else if (event instanceof DiskLost lost) {
      votes.remove(lost.node());
    }
  }

  private void remember(LinksChanged links) {
    bad = new TreeSet<>(links.troubles().keySet());
    bad.removeAll(links.cut());
  }

  Counts counts() {
    return counts.counts();
  }

  Elections elections() {
    return elections.counts();
  }

  /**
   * The stage at a moment that is before the next event.
   *
   * @param ends when each message comes to its end, by the number of its sending
   * @param earlier what was counted before the first event
   */
  StageView at(
      long nanos,
      ClusterName name,
      Duration linger,
      Map<Long, Long> ends,
      Counts earlier,
      Elections earlierElections,
      List<Violation> violations) {
    Optional<String> vote = spec.algorithm().vote();
    Map<Long, Long> arrivals = new TreeMap<>();
    for (Sent sent : stage.underWay()) {
      long halfway = 2 * nanos - sent.atNanos() + 1; // where nobody knows when it arrives
      arrivals.put(sent.number(), ends.getOrDefault(sent.number(), halfway));
    }
    Elections its = elections();
    return new StageView(
        name,
        nanos,
        spec.timing().election().max().toNanos(),
        vote,
        state.nodes().keySet().stream().map(it -> actor(it, vote, nanos)).toList(),
        StageView.flights(stage, nanos, linger.toNanos(), Optional.of(arrivals)),
        state.cut(),
        bad,
        earlier.plus(counts()),
        new Elections(
            earlierElections.begun() + its.begun(), earlierElections.leaders() + its.leaders()),
        stage.said(),
        violations);
  }

  private Actor actor(NodeId node, Optional<String> voteName, long nanos) {
    Optional<String> vote =
        stage.saved(node).isPresent()
            ? stage.vote(node, voteName)
            : Optional.ofNullable(votes.get(node));
    return StageView.actor(node, state.node(node), stage, vote, nanos);
  }
}
