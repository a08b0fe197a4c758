package quorate.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Change;
import quorate.lab.cluster.World;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent;
import quorate.report.CountsView;
import quorate.report.CountsView.ClusterCounts;
import quorate.report.CountsView.LastElection;
import quorate.report.Json;
import quorate.report.OutcomesView;
import quorate.report.OutcomesView.ClusterOutcome;
import quorate.report.View;
import quorate.report.page.ReportPage;
import quorate.session.Session;
import quorate.session.Session.Election;
import quorate.web.OutcomeTracker.SoFar;

/**
 * What became of all clusters of a session since their start or their last fault, and what they
 * sent: the tables of the prompt, without anybody typing a command.
 */
final class Results implements Session.Watcher {

  /** So long those have the turn at most who only look. */
  private static final long SHORT_MILLIS = 100;

  private final Session session;
  private final Map<String, Watched> watched = new LinkedHashMap<>();

  private static final class Watched {
    final ObservedCluster cluster;
    final OutcomeTracker tracker;

    /** What a command that followed the cluster found out last. */
    Optional<Election> told = Optional.empty();

    Optional<LastElection> election = Optional.empty();
    Optional<ClusterOutcome> outcome = Optional.empty();
    ClusterCounts counts;

    Watched(ObservedCluster cluster) {
      this.cluster = cluster;
      this.tracker = OutcomeTracker.at(cluster);
    }
  }

  Results(Session session) {
    this.session = session;
  }

  @Override
  public synchronized void added(ObservedCluster cluster) {
    watched.put(cluster.spec().name(), new Watched(cluster));
  }

  @Override
  public synchronized void stopping(ObservedCluster cluster) {
    Watched its = watched.remove(cluster.spec().name());
    if (its != null) {
      its.tracker.leave(cluster);
    }
  }

  /** No longer looks at any. Who calls has the turn. */
  synchronized void leave() {
    watched.values().forEach(it -> it.tracker.leave(it.cluster));
    watched.clear();
  }

  /**
   * The tables as they are now. A cluster in virtual time has no thread: while a command has the
   * turn, it is as it was, and the tables are not fresh.
   */
  ObjectNode json() throws InterruptedException {
    boolean turn = session.turn().tryLock(SHORT_MILLIS, TimeUnit.MILLISECONDS);
    try {
      return json(turn).put("fresh", turn);
    } finally {
      if (turn) {
        session.turn().unlock();
      }
    }
  }

  /** Looks at all. Who calls has the turn. */
  synchronized void look() {
    watched.values().forEach(it -> look(it, true));
  }

  private synchronized ObjectNode json(boolean turn) {
    if (turn) {
      look();
    } else {
      watched.values().stream()
          .filter(it -> it.cluster.world() == World.TCP)
          .forEach(it -> look(it, false));
    }
    List<Watched> all =
        session.all().stream()
            .map(it -> watched.get(it.spec().name()))
            .filter(it -> it != null && it.counts != null)
            .toList();
    List<ClusterCounts> counts = all.stream().map(it -> it.counts).toList();
    List<ClusterOutcome> outcomes = all.stream().flatMap(it -> it.outcome.stream()).toList();
    ObjectNode json = Json.object();
    json.put(
        "outcomes",
        outcomes.isEmpty() ? "" : html(new OutcomesView("after", Optional.empty(), outcomes)));
    json.put("counts", counts.isEmpty() ? "" : html(new CountsView(counts, false)));
    json.putArray("bars").addAll(counts.stream().map(Bars::of).toList());
    return json;
  }

  private static String html(View view) {
    return ReportPage.html(view);
  }

  private void look(Watched its, boolean turn) {
    try {
      if (turn) { // or else it is as the session remembered it last
        its.told = session.lastOutcome(its.cluster);
        its.election = session.lastElection(its.cluster).map(Election::view);
      }
      Optional<SoFar> tracked = its.cluster.call(now -> its.tracker.soFar(now.trace().nowNanos()));
      Optional<Election> covering =
          its.told.filter(told -> tracked.isEmpty() || covers(its.cluster, told, tracked.get()));
      its.outcome =
          covering
              .map(it -> outcome(its.cluster, it.cause(), it.outcome()))
              .or(() -> tracked.map(it -> outcome(its.cluster, it.cause(), it.outcome())));
      tracked
          .filter(it -> covering.isEmpty() && it.outcome().rounds() > 0)
          .filter(it -> its.told.isEmpty() || fault(its.told.get()) != it.number())
          .ifPresent(it -> its.election = Optional.of(election(its.cluster, it)));
      its.counts = CountsView.of(its.cluster, its.election);
    } catch (IllegalStateException closing) {
      // it goes with the next look
    }
  }

  private static long fault(Election told) {
    return told.outcome().evidence().fault();
  }

  /** Whether a command followed the cluster from an earlier fault on, and beyond this one. */
  private static boolean covers(ObservedCluster cluster, Election told, SoFar tracked) {
    Optional<Long> began =
        cluster.call(now -> now.trace().find(fault(told)).map(TraceEvent::atNanos));
    return fault(told) < tracked.number()
        && began.isPresent()
        && tracked.atNanos() < began.get() + told.outcome().followedNanos();
  }

  private static LastElection election(ObservedCluster cluster, SoFar tracked) {
    return new Election(cluster, tracked.cause(), tracked.outcome()).view();
  }

  private static ClusterOutcome outcome(ObservedCluster cluster, String cause, Outcome outcome) {
    return ClusterOutcome.of(
        cluster,
        Optional.empty(),
        Change.of(cause),
        outcome,
        List.of(),
        0,
        List.of(),
        Optional.empty());
  }
}
