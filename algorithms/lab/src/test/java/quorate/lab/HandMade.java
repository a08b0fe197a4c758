package quorate.lab;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.spi.Belief;
import quorate.spi.Message;
import quorate.spi.NodeId;

/** A trace written by hand, event by event, with the time set in milliseconds. */
public final class HandMade {

  /** The cluster that the trace is of. */
  public final ClusterSpec spec;

  /** The trace itself. */
  public final Trace trace;

  /** What the trace has told so far. */
  public final ClusterState state;

  private long nowMillis;

  /** A trace with all nodes up at time 0, unless {@code up} is false. */
  public HandMade(ClusterSpec spec, boolean up) {
    this.spec = spec;
    this.trace = new Trace(() -> nowMillis * 1_000_000, 10_000);
    this.state = new ClusterState(spec);
    trace.observe(state);
    if (up) {
      spec.members().forEach(node -> up(node.value()));
    }
  }

  /** A node by its number. */
  public static NodeId n(int node) {
    return new NodeId(node);
  }

  /** What happens next happens at this time. */
  public HandMade at(long millis) {
    nowMillis = millis;
    return this;
  }

  /** The time in nanoseconds. */
  public long now() {
    return trace.nowNanos();
  }

  /** Begins to measure: the fault comes next. */
  public ConvergenceTracker fault() {
    ConvergenceTracker settling = new ConvergenceTracker(spec, state, trace);
    trace.observe(settling);
    return settling;
  }

  /** Begins to measure what comes of several faults. */
  public ConvergenceTracker faults(BooleanSupplier moreToCome) {
    ConvergenceTracker settling =
        new ConvergenceTracker(
            spec, state, trace, ConvergenceTracker.HEARTBEATS_TO_HOLD, moreToCome);
    trace.observe(settling);
    return settling;
  }

  /** A person does something. */
  public HandMade fault(String words) {
    trace.write(0, at -> new FaultInjected(at, words));
    return this;
  }

  /** A node is starting. */
  public HandMade starting(int node) {
    trace.write(0, at -> new Starting(at, n(node)));
    return this;
  }

  /** A node runs. */
  public HandMade up(int node) {
    trace.write(0, at -> new Started(at, n(node), "-", false));
    return this;
  }

  /** A node is gone. */
  public HandMade crash(int node) {
    trace.write(0, at -> Crashed.onRequest(at, n(node)));
    return this;
  }

  /** Both directions of each of these links, written as {@code "1-2"}, are down; all others up. */
  public HandMade cut(String... links) {
    List<Direction> cut =
        List.of(links).stream()
            .map(link -> link.split("-"))
            .flatMap(
                ends ->
                    List.of(
                        new Direction(n(Integer.parseInt(ends[0])), n(Integer.parseInt(ends[1]))),
                        new Direction(n(Integer.parseInt(ends[1])), n(Integer.parseInt(ends[0]))))
                        .stream())
            .sorted()
            .toList();
    trace.write(0, at -> new LinksChanged(at, cut, new TreeMap<>()));
    return this;
  }

  /** One direction, and nothing else, is down. */
  public HandMade cutOneWay(int from, int to) {
    List<Direction> cut = List.of(new Direction(n(from), n(to)));
    trace.write(0, at -> new LinksChanged(at, cut, new TreeMap<>()));
    return this;
  }

  /** One link loses a share of the messages in both directions; nothing else is wrong. */
  public HandMade loses(double share, int one, int other) {
    Trouble trouble = Trouble.NONE.withLoss(share);
    SortedMap<Direction, Trouble> troubles = new TreeMap<>();
    troubles.put(new Direction(n(one), n(other)), trouble);
    troubles.put(new Direction(n(other), n(one)), trouble);
    trace.write(0, at -> new LinksChanged(at, List.of(), troubles));
    return this;
  }

  /** One direction drops all messages of a name; nothing else is wrong. */
  public HandMade drops(String message, int from, int to) {
    SortedMap<Direction, Trouble> troubles = new TreeMap<>();
    troubles.put(new Direction(n(from), n(to)), new Trouble(0, "", 0, 0, List.of(message)));
    trace.write(0, at -> new LinksChanged(at, List.of(), troubles));
    return this;
  }

  /** A node stands still. */
  public HandMade pause(int node) {
    trace.write(0, at -> new Paused(at, n(node)));
    return this;
  }

  /** A node goes on. */
  public HandMade resume(int node) {
    trace.write(0, at -> new Resumed(at, n(node)));
    return this;
  }

  /** A node leads an epoch by a round of its own. */
  public BeliefChanged leads(int node, long epoch) {
    return believes(node, Belief.leader(OptionalLong.of(epoch), n(node), "term " + epoch));
  }

  /** A node leads, in an algorithm without epochs. */
  public BeliefChanged leadsWithoutEpoch(int node) {
    return believes(node, Belief.leader(OptionalLong.empty(), n(node), "election of " + n(node)));
  }

  /** A node stands in an epoch. */
  public BeliefChanged stands(int node, long epoch) {
    return believes(node, Belief.candidate(OptionalLong.of(epoch), "term " + epoch));
  }

  /** A node follows another in an epoch. */
  public BeliefChanged follows(int node, int leader, long epoch) {
    return believes(node, Belief.follower(OptionalLong.of(epoch), Optional.of(n(leader))));
  }

  /** A node follows another, in an algorithm without epochs. */
  public BeliefChanged followsWithoutEpoch(int node, int leader) {
    return believes(node, Belief.follower(OptionalLong.empty(), Optional.of(n(leader))));
  }

  /** A node changes its mind. */
  public BeliefChanged believes(int node, Belief after) {
    Belief before = state.node(n(node)).belief();
    return trace.write(0, at -> new BeliefChanged(at, n(node), before, after));
  }

  /** A message sets out. */
  public Sent send(int from, int to, Message message) {
    return trace.write(0, at -> new Sent(at, n(from), n(to), message));
  }

  /** A message arrives. */
  public void deliver(Sent sent) {
    trace.write(sent.number(), at -> new Delivered(at, sent.from(), sent.to(), sent.message(), 10));
  }

  /** A message is lost. */
  public void drop(Sent sent, DropCause why) {
    trace.write(
        sent.number(), at -> new Dropped(at, sent.from(), sent.to(), sent.message(), why, 0));
  }
}
