package quorate.report.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.measure.Counts;
import quorate.lab.measure.ElectionCounts.Elections;
import quorate.lab.simulator.Planned.Arrival;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.report.ClusterName;
import quorate.report.Display;
import quorate.report.View;
import quorate.report.stage.StageObserver.Ended;
import quorate.report.stage.StageObserver.Said;
import quorate.report.timeline.Labels;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/**
 * A cluster at one moment, with all that moves in it: what each node is, how long its timers still
 * run, and where each message is on its way. A terminal draws it many times a second.
 *
 * @param longestNanos the longest election timeout: the length of a whole bar
 * @param voteName what the algorithm calls a vote, if it has votes
 * @param bad the directions of links that are up, but not well
 * @param said what nodes said last, and the faults between, oldest first
 */
public record StageView(
    ClusterName name,
    long atNanos,
    long longestNanos,
    Optional<String> voteName,
    List<Actor> nodes,
    List<Flight> messages,
    SortedSet<Direction> cut,
    SortedSet<Direction> bad,
    Counts counts,
    Elections elections,
    List<Said> said,
    List<Violation> violations)
    implements View {

  private static final double UNKNOWN = 0.5;
  private static final double HELD_BACK = 0.9;

  /** A node. */
  public record Actor(NodeId id, NodeState state, Optional<String> vote, List<TimerLeft> timers) {

    public boolean leads() {
      return state.runs() && state.belief().leads();
    }

    /** The timer that matters most: one that starts something, before one that paces heartbeats. */
    public Optional<TimerLeft> timer() {
      return timers.stream()
          .min(
              Comparator.comparing(TimerLeft::pacesHeartbeats).thenComparing(TimerLeft::leftNanos));
    }
  }

  /** A timer that runs. */
  public record TimerLeft(String name, boolean pacesHeartbeats, long leftNanos, long ofNanos) {}

  /**
   * A message, under way or just at its end.
   *
   * @param number tells it from the others: the number of the event in which it was sent
   * @param group is the same for all that a node sent at once and that say the same
   * @param label its name, with yes or no if that is what it says
   * @param progress how much of its way it has made, from 0 to 1; a half where nobody knows when it
   *     arrives
   * @param ended whether it is at its end
   * @param lost why it is lost, if it is
   */
  public record Flight(
      long number,
      String group,
      NodeId from,
      NodeId to,
      String label,
      Purpose purpose,
      double progress,
      boolean ended,
      Optional<DropCause> lost) {}

  /**
   * A cluster as it is now. Any thread but its own.
   *
   * @param linger for how long, in the cluster's time, messages are shown that are at their end
   */
  public static StageView of(ObservedCluster cluster, StageObserver stage, Duration linger) {
    Counts counts = cluster.counts();
    Elections elections = cluster.elections();
    List<Violation> violations = cluster.violations();
    Optional<Map<Long, Long>> arrivals = cluster.simulated().map(StageView::arrivals);
    boolean over = cluster.recorded().isPresent(); // then its nodes have no variables
    Optional<String> vote = cluster.spec().algorithm().vote();
    return cluster.call(
        now ->
            new StageView(
                ClusterName.of(cluster),
                now.trace().nowNanos(),
                cluster.spec().timing().election().max().toNanos(),
                vote,
                now.state().nodes().keySet().stream()
                    .map(
                        it ->
                            actor(
                                it, now, stage, over ? stage.vote(it, vote) : vote(it, now, vote)))
                    .toList(),
                flights(stage, now.trace().nowNanos(), linger.toNanos(), arrivals),
                now.state().cut(),
                bad(now),
                counts,
                elections,
                stage.said(),
                violations));
  }

  /** Where a node stands among the others, from 0. */
  int place(NodeId node) {
    return nodes.stream().map(Actor::id).toList().indexOf(node);
  }

  /** When each message that is under way in virtual time arrives, by the number of its sending. */
  private static Map<Long, Long> arrivals(SimulatedCluster cluster) {
    Map<Long, Long> arrivals = new LinkedHashMap<>();
    cluster
        .pending()
        .forEach(
            it -> {
              if (it.what() instanceof Arrival arrival) {
                arrivals.put(arrival.sent().number(), it.atNanos());
              }
            });
    return arrivals;
  }

  private static SortedSet<Direction> bad(Moment now) {
    SortedSet<Direction> bad = new TreeSet<>(now.cluster().links().troubles().keySet());
    bad.removeAll(now.cluster().links().cut());
    return bad;
  }

  private static Actor actor(NodeId node, Moment now, StageObserver stage, Optional<String> vote) {
    return actor(node, now.state().node(node), stage, vote, now.trace().nowNanos());
  }

  static Actor actor(
      NodeId node, NodeState state, StageObserver stage, Optional<String> vote, long nanos) {
    List<TimerLeft> timers =
        stage.timers(node).stream()
            .map(
                it ->
                    new TimerLeft(
                        it.timer().name(),
                        it.timer().pacesHeartbeats(),
                        Math.max(0, it.atNanos() + it.delayNanos() - nanos),
                        it.delayNanos()))
            .toList();
    return new Actor(node, state, vote.filter(it -> state.up()), timers);
  }

  /** A node's vote as it is now, if its algorithm has votes. */
  private static Optional<String> vote(NodeId node, Moment now, Optional<String> voteName) {
    return now.state().node(node).up()
        ? voteName.flatMap(it -> value(now.cluster().state(node), it))
        : Optional.empty();
  }

  /** The votes of the nodes that run. */
  static Map<NodeId, String> votes(ObservedCluster cluster) {
    Map<NodeId, String> votes = new LinkedHashMap<>();
    Optional<String> name = cluster.spec().algorithm().vote();
    if (cluster.recorded().isEmpty()) {
      cluster.run(
          now ->
              cluster
                  .spec()
                  .members()
                  .forEach(node -> vote(node, now, name).ifPresent(it -> votes.put(node, it))));
    }
    return votes;
  }

  /** A variable of a state; empty if it is none, or has no value. */
  static Optional<String> value(Object state, String variable) {
    if (!(state instanceof Record)) {
      return Optional.empty();
    }
    for (RecordComponent component : state.getClass().getRecordComponents()) {
      if (component.getName().equals(variable)) {
        try {
          return Optional.ofNullable(component.getAccessor().invoke(state)).map(Object::toString);
        } catch (ReflectiveOperationException notPublic) {
          throw new IllegalStateException("the state of a node is a public record", notPublic);
        }
      }
    }
    return Optional.empty();
  }

  static List<Flight> flights(
      StageObserver stage, long nowNanos, long lingerNanos, Optional<Map<Long, Long>> arrivals) {
    Stream<Flight> ended = stage.endedSince(nowNanos - lingerNanos).stream().map(StageView::ended);
    Stream<Flight> flying =
        stage.underWay().stream()
            .map(it -> flight(it, progress(it, nowNanos, arrivals), false, Optional.empty()));
    List<Flight> all = new ArrayList<>(Stream.concat(ended, flying).toList());
    all.sort(Comparator.comparing(Flight::number));
    return all;
  }

  private static Flight ended(Ended it) {
    return it.sent()
        .map(sent -> flight(sent, 1, true, it.lost()))
        .orElseGet(
            () ->
                new Flight(
                    it.end().cause(),
                    "forgotten " + it.end().cause(),
                    it.end().from(),
                    it.end().to(),
                    Labels.of(it.end().message()),
                    it.end().message().purpose(),
                    1,
                    true,
                    it.lost()));
  }

  private static Flight flight(
      Sent sent, double progress, boolean ended, Optional<DropCause> lost) {
    return new Flight(
        sent.number(),
        StageObserver.group(sent),
        sent.from(),
        sent.to(),
        Labels.of(sent.message()),
        sent.message().purpose(),
        progress,
        ended,
        lost);
  }

  /** One that has arrived and is held back there, by a fault or a pause, is nearly at its end. */
  private static double progress(Sent sent, long nowNanos, Optional<Map<Long, Long>> arrivals) {
    if (arrivals.isEmpty()) {
      return UNKNOWN;
    }
    Long arrives = arrivals.get().get(sent.number());
    if (arrives == null) {
      return HELD_BACK;
    }
    long whole = arrives - sent.atNanos();
    return whole <= 0 ? 1 : Math.min(1, (double) (nowNanos - sent.atNanos()) / whole);
  }

  /** The nodes that run and believe that they lead. */
  public List<NodeId> leaders() {
    return nodes.stream().filter(Actor::leads).map(Actor::id).toList();
  }

  public Optional<Actor> node(NodeId id) {
    return nodes.stream().filter(it -> it.id().equals(id)).findFirst();
  }

  @Override
  public ObjectNode json() {
    return StageJson.of(this);
  }

  /** The picture, without anybody who looks at it. */
  @Override
  public String text(Display display) {
    return String.join("\n", new StageText(this, Onlooker.of(this), display).picture());
  }
}
