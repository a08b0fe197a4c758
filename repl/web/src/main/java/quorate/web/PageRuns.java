package quorate.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Quantities;
import quorate.lab.simulator.Input;
import quorate.lab.simulator.Recording;
import quorate.lab.simulator.SimulatedCluster;
import quorate.netty.http.Routes.BadRequest;
import quorate.report.Json;
import quorate.report.stage.Milestones;
import quorate.report.stage.Milestones.Kind;
import quorate.report.stage.Milestones.Mark;
import quorate.session.Branches.Branch;
import quorate.session.Session;
import quorate.session.TimeTravel;

/**
 * The whole run of each cluster, of which a stage shows one moment: from where to where it goes,
 * what happens in it, and how it was at any moment.
 */
final class PageRuns implements Session.Watcher {

  private static final int MOST_MARKS = 400;
  private static final long LOOKED_LONG_AGO_NANOS = Duration.ofMinutes(1).toNanos();

  private final Session session;
  private final Map<String, Run> runs = new ConcurrentHashMap<>();

  /**
   * A run in virtual time as far as it went before somebody went back in it.
   *
   * @param end the words behind goto for its end
   */
  private record Whole(Recording way, Milestones milestones, String end) {}

  /** What is known of one; written by who has the turn, but for looking back. */
  private static final class Run {
    final Object looking = new Object();
    volatile ObservedCluster cluster;
    volatile Milestones milestones;
    volatile Optional<Whole> whole = Optional.empty();
    volatile LookBack lookBack;
    volatile long lookedAtNanos;
  }

  PageRuns(Session session) {
    this.session = session;
  }

  @Override
  public void added(ObservedCluster cluster) {
    Run run = runs.computeIfAbsent(cluster.spec().name(), it -> new Run());
    run.milestones = Milestones.at(cluster);
    run.cluster = cluster;
  }

  /** It stops, or another takes its place that is at an earlier moment of the same run. */
  @Override
  public void stopping(ObservedCluster cluster) {
    Run run = runs.get(cluster.spec().name());
    if (run == null) {
      return;
    }
    cluster.simulated().ifPresent(it -> remember(run, it));
    run.milestones.leave(cluster);
    run.cluster = null;
  }

  private static void remember(Run run, SimulatedCluster cluster) {
    Recording way = cluster.recording();
    if (run.whole.filter(it -> isBegin(way, it.way())).isEmpty()) {
      run.whole = Optional.of(new Whole(way, run.milestones, place(cluster)));
    }
  }

  private static boolean isBegin(Recording begin, Recording longer) {
    return begin.spec().equals(longer.spec()) && begin.isBeginOf(longer);
  }

  /**
   * Forgets the runs of clusters that are gone, and what nobody looks at. Who calls has the turn.
   */
  void forgetOthers() {
    runs.values().removeIf(it -> it.cluster == null);
    long now = System.nanoTime();
    for (Run run : runs.values()) {
      if (run.lookBack != null && now - run.lookedAtNanos > LOOKED_LONG_AGO_NANOS) {
        run.lookBack = null;
      }
    }
  }

  /** No longer looks at any. Who calls has the turn. */
  void leave() {
    session.all().forEach(this::stopping);
    forgetOthers();
  }

  /** The words behind goto for the present moment. */
  private static String place(SimulatedCluster cluster) {
    long now = cluster.position().nanos();
    boolean isClear = cluster.nextNanos().isEmpty() || cluster.nextNanos().getAsLong() > now;
    return isClear ? Quantities.typed(Duration.ofNanos(now)) : "move " + cluster.position().moves();
  }

  // What a state says of it

  /** The run of a cluster, for its slider. Who calls has the turn if its time is virtual. */
  ObjectNode json(ObservedCluster cluster) {
    Run run = runs.get(cluster.spec().name());
    ObjectNode json = Json.object();
    if (cluster.simulated().isPresent()) {
      return describe(run, cluster, cluster.simulated().get(), json);
    }
    long[] ends =
        cluster.call(
            now -> {
              long oldest = now.trace().oldest();
              boolean whole = oldest == 1;
              long begin = whole ? 0 : now.trace().find(oldest).orElseThrow().atNanos();
              return new long[] {begin, now.trace().nowNanos()};
            });
    json.set("begin_ms", Json.millis(ends[0]));
    json.set("end_ms", Json.millis(ends[1]));
    json.put("marks", run.milestones.count());
    json.putArray("branches");
    return json;
  }

  private ObjectNode describe(
      Run run, ObservedCluster cluster, SimulatedCluster simulated, ObjectNode json) {
    Recording way = session.time().way(cluster);
    json.set("begin_ms", Json.millis(0));
    json.set("end_ms", Json.millis(way.end().nanos()));
    json.put("end", end(run, way, simulated));
    json.put("marks", 31L * way.entries().hashCode() + count(run, way, simulated));
    ArrayNode branches = json.putArray("branches");
    for (Branch branch : session.branches().all(cluster)) {
      ObjectNode its =
          branches.addObject().put("branch", branch.name()).put("present", branch.isPresent());
      its.set("at_ms", Json.millis(branch.at().nanos()));
      TimeTravel.faults(branch.way(), 0).forEach(its.putArray("faults")::add);
    }
    return json;
  }

  private static String end(Run run, Recording way, SimulatedCluster now) {
    if (now.position().equals(way.end())) {
      return place(now);
    }
    return run.whole
        .filter(it -> it.way().equals(way))
        .map(Whole::end)
        .orElseGet(() -> Quantities.typed(Duration.ofNanos(way.end().nanos())));
  }

  /** The milestones of a run as far as they are known, also of what comes later. */
  private static Milestones known(Run run, Recording way, SimulatedCluster now) {
    return run.whole
        .filter(it -> !now.position().equals(way.end()) && isBegin(it.way(), way))
        .map(Whole::milestones)
        .orElse(run.milestones);
  }

  private static long count(Run run, Recording way, SimulatedCluster now) {
    return known(run, way, now).count();
  }

  // What the page asks for

  /** What happens in a run, oldest first. Who calls has the turn. */
  ObjectNode marks(ObservedCluster cluster) {
    Run run = runs.get(cluster.spec().name());
    List<Mark> all =
        cluster
            .simulated()
            .map(it -> marks(run, cluster, it))
            .orElseGet(() -> run.milestones.marks());
    if (all.size() > MOST_MARKS) {
      all = all.stream().filter(it -> it.kind() != Kind.ELECTION).toList();
    }
    ArrayNode marks = Json.object().putArray("marks");
    for (Mark mark : all.subList(Math.max(0, all.size() - MOST_MARKS), all.size())) {
      ObjectNode its = marks.addObject();
      its.set("at_ms", Json.millis(mark.atNanos()));
      its.put("kind", mark.kind().name().toLowerCase(Locale.ROOT)).put("words", mark.words());
    }
    ObjectNode json = Json.object();
    json.set("marks", marks);
    return json;
  }

  private List<Mark> marks(Run run, ObservedCluster cluster, SimulatedCluster now) {
    Recording way = session.time().way(cluster);
    List<Mark> marks = new ArrayList<>(known(run, way, now).marks());
    long known = marks.isEmpty() ? 0 : marks.get(marks.size() - 1).atNanos();
    for (Recording.Entry later :
        way.entries().subList(now.position().inputs(), way.entries().size())) {
      if (later.input() instanceof Input.Injected it && later.at().nanos() > known) {
        marks.add(new Mark(later.at().nanos(), Kind.FAULT, it.fault().toString()));
      }
    }
    return marks;
  }

  /**
   * How a cluster was, or will be, at a moment.
   *
   * @param way its run, if its time is virtual: as far as it is known
   * @param linger for how long messages are shown that are at their end
   */
  ObjectNode moment(ObservedCluster cluster, Optional<Recording> way, long nanos, Duration linger) {
    Run run = runs.get(cluster.spec().name());
    if (run == null) {
      throw new BadRequest(cluster.spec().name() + " was stopped");
    }
    synchronized (run.looking) {
      LookBack known = run.lookBack;
      LookBack lookBack =
          known != null && known.isOf(cluster)
              ? known
              : way.<LookBack>map(LookBack.OfRun::new)
                  .orElseGet(() -> new LookBack.OfTrace(cluster, run.milestones));
      if (lookBack instanceof LookBack.OfRun it) {
        it.follow(way.orElseThrow());
      }
      run.lookedAtNanos = System.nanoTime();
      run.lookBack = lookBack;
      LookBack.Seen seen = lookBack.at(nanos, linger);
      return seen.json().put("reached", seen.reached());
    }
  }
}
