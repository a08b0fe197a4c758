package quorate.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Quantities;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.simulator.Recording;
import quorate.lab.simulator.SimulatedCluster;
import quorate.session.PassingTime;
import quorate.session.Session;
import quorate.session.TimeTravel.Target;

/**
 * Lets the time of simulated clusters pass while the page looks. What passed is told to the prompt
 * as commands, before the next command and when it stops. Who calls has the turn, unless it only
 * asks.
 */
final class PageTime {

  static final double SLOWEST = 0.001;
  static final double FASTEST = 1000;
  private static final double USUAL = 0.05;
  private static final long MICRO = 1_000;

  /** After a long command, time does not jump. */
  private static final long LONGEST_NANOS = 250_000_000;

  /** How long the machine may work for all clusters at a time. */
  private static final long BUDGET_NANOS = 20_000_000;

  /** Commands after which one looks at the moment to which they went. */
  private static final Set<String> STILL = Set.of("step", "back", "goto", "deliver", "switch");

  private final Session session;
  private final Desk desk;
  private final Map<String, Flow> flows = new ConcurrentHashMap<>();

  private static final class Flow {
    final PassingTime time = new PassingTime();
    volatile boolean playing;
    volatile double speed = USUAL;
    long lastNanos;

    /** Whether time passes in which what came later comes again, and where that should be. */
    boolean again;

    long againNanos;
  }

  PageTime(Session session, Desk desk) {
    this.session = session;
    this.desk = desk;
  }

  double speed(String cluster) {
    Flow flow = flows.get(cluster);
    return flow == null ? USUAL : flow.speed;
  }

  boolean isPlaying(String cluster) {
    Flow flow = flows.get(cluster);
    return flow != null && flow.playing;
  }

  private boolean isPlaying() {
    return flows.values().stream().anyMatch(it -> it.playing);
  }

  void set(String cluster, boolean playing, OptionalDouble speed) {
    Flow flow = flows.computeIfAbsent(cluster, it -> new Flow());
    if (flow.playing && !playing) {
      tell();
    }
    if (!flow.playing && playing) {
      flow.lastNanos = System.nanoTime();
    }
    flow.playing = playing;
    flow.speed = speed.orElse(flow.speed);
  }

  /** Lets as much time pass as is due; none if a command has the turn. Takes the turn itself. */
  void pass() throws InterruptedException {
    if (!isPlaying() || !session.turn().tryLock(0, TimeUnit.SECONDS)) {
      return;
    }
    try {
      letAll();
    } finally {
      session.turn().unlock();
    }
  }

  private void letAll() throws InterruptedException {
    long budget = BUDGET_NANOS / Math.max(1, flows.size());
    for (ObservedCluster cluster : session.all()) {
      Flow flow = flows.get(cluster.spec().name());
      if (flow == null || !flow.playing || cluster.simulated().isEmpty()) {
        continue;
      }
      long now = System.nanoTime();
      long real = Math.min(now - flow.lastNanos, LONGEST_NANOS);
      flow.lastNanos = now;
      let(cluster, flow, real, budget);
    }
  }

  private void let(ObservedCluster cluster, Flow flow, long real, long budget)
      throws InterruptedException {
    SimulatedCluster simulated = cluster.simulated().orElseThrow();
    Recording way = session.time().way(cluster);
    if (!simulated.position().equals(way.end())) {
      comeAgain(cluster, flow, way, (long) (real * flow.speed));
      return;
    }
    tellOfAgain(cluster, flow); // what came later has come
    if (!flow.time.isUntold()) {
      desk.timePasses();
    }
    flow.time.let(cluster, real, OptionalDouble.of(flow.speed), budget);
  }

  /** Somebody went back: what came later comes again, as with goto. */
  private void comeAgain(ObservedCluster cluster, Flow flow, Recording way, long nanos)
      throws InterruptedException {
    if (!flow.again) {
      tellOfWait(cluster, flow);
      flow.againNanos = cluster.<Long>call(now -> now.trace().nowNanos());
      desk.timePasses();
    }
    flow.again = true;
    flow.againNanos += nanos;
    long micros = Math.min(flow.againNanos, way.end().nanos()) / MICRO * MICRO;
    boolean atEnd = flow.againNanos >= way.end().nanos();
    Duration to = Duration.ofNanos(atEnd ? way.end().nanos() : micros);
    if (to.toNanos() > cluster.<Long>call(now -> now.trace().nowNanos()) || atEnd) {
      session.time().goTo(cluster, new Target.Time(to), RunRequests.UNHEARD);
    }
  }

  /** A command comes: what passed so far came before it. */
  void before(Statement command) {
    tell();
    boolean on = command.words().size() > 2 && command.words().get(0).equals("on");
    if (STILL.contains(command.words().get(on ? 2 : 0))) {
      flows.forEach((name, flow) -> flow.playing &= on && !name.equals(command.words().get(1)));
    }
  }

  /** Tells the prompt how much time has passed. */
  void tell() {
    flows.keySet().retainAll(session.all().stream().map(it -> it.spec().name()).toList());
    for (ObservedCluster cluster : session.all()) {
      Flow flow = flows.get(cluster.spec().name());
      if (flow != null) {
        tell(cluster, flow);
      }
    }
  }

  private void tell(ObservedCluster cluster, Flow flow) {
    tellOfAgain(cluster, flow);
    tellOfWait(cluster, flow);
  }

  private void tellOfWait(ObservedCluster cluster, Flow flow) {
    flow.time.end(cluster).forEach(part -> passed(cluster, "wait", part));
  }

  private void tellOfAgain(ObservedCluster cluster, Flow flow) {
    if (flow.again) {
      flow.again = false;
      long now = cluster.call(it -> it.trace().nowNanos());
      passed(cluster, "goto", Quantities.typed(Duration.ofNanos(now)));
    }
  }

  private void passed(ObservedCluster cluster, String verb, String time) {
    List<String> command = new ArrayList<>();
    if (session.all().size() > 1) {
      command.addAll(List.of("on", cluster.spec().name()));
    }
    command.addAll(List.of(verb, time));
    desk.passed(command);
  }
}
