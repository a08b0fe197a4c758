package quorate.report.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Counts;
import quorate.lab.measure.ElectionCounts.Elections;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.report.ClusterName;
import quorate.spi.NodeId;

/**
 * Looks back at a cluster over the events that its trace keeps. A later moment goes on from the one
 * that was asked for last; an earlier one begins again. Used by one thread at a time, which is not
 * that of the cluster.
 */
public final class StageHistory {

  /** With more events than these, those that the trace has forgotten are forgotten here as well. */
  private static final int MOST_KEPT = 250_000;

  private final ObservedCluster cluster;
  private final Milestones milestones;
  private final List<TraceEvent> events = new ArrayList<>();
  private final Map<Long, Long> ends = new HashMap<>();
  private final SortedMap<NodeId, String> votesBefore = new TreeMap<>();
  private Counts countsBefore = Counts.NONE;
  private Elections electionsBefore = new Elections(0, 0);
  private PastStage stage;
  private int done;
  private long reachedNanos;
  private long nowNanos;

  /**
   * @param milestones those of the cluster, from before its trace began to forget
   */
  public StageHistory(ObservedCluster cluster, Milestones milestones) {
    this.cluster = cluster;
    this.milestones = milestones;
  }

  /** The cluster that is looked back at. */
  public ObservedCluster cluster() {
    return cluster;
  }

  /**
   * The stage at a moment, or at the nearest that there is.
   *
   * @param linger for how long, in the cluster's time, messages are shown that are at their end
   */
  public StageView at(long nanos, Duration linger) {
    read();
    long moment = Math.max(beginNanos(), Math.min(nanos, nowNanos));
    if (stage == null || moment < reachedNanos) {
      begin();
    }
    while (done < events.size() && events.get(done).atNanos() <= moment) {
      stage.on(events.get(done++));
    }
    reachedNanos = moment;
    List<Violation> violations =
        cluster.violations().stream().filter(it -> brokenAt(it) <= moment).toList();
    ClusterName name = ClusterName.of(cluster);
    return stage.at(moment, name, linger, ends, countsBefore, electionsBefore, violations);
  }

  /** How many events there are up to the moment that was asked for last. */
  public long lastEvent() {
    return done == 0 ? 0 : events.get(done - 1).number();
  }

  private static long brokenAt(Violation broken) {
    return broken.chains().stream()
        .filter(it -> !it.isEmpty())
        .mapToLong(it -> it.get(0).atNanos())
        .max()
        .orElse(0);
  }

  /** The first moment that can be looked at, as far as anybody has looked. */
  private long beginNanos() {
    return events.isEmpty() || events.get(0).number() == 1 ? 0 : events.get(0).atNanos();
  }

  /** Takes the events that are new. */
  private void read() {
    if (events.size() > MOST_KEPT) {
      forget();
    }
    long next = events.isEmpty() ? 1 : events.get(events.size() - 1).number() + 1;
    List<TraceEvent> fresh = cluster.call(now -> from(next, now));
    boolean gap = !fresh.isEmpty() && fresh.get(0).number() > next;
    if (gap && !events.isEmpty()) {
      forget();
    }
    fresh.forEach(this::add);
    if (gap) {
      findBefore();
    }
  }

  private List<TraceEvent> from(long number, Moment now) {
    nowNanos = now.trace().nowNanos();
    List<TraceEvent> found = new ArrayList<>();
    for (long i = Math.max(number, now.trace().oldest()); i <= now.trace().last(); i++) {
      now.trace().find(i).ifPresent(found::add);
    }
    return found;
  }

  private void forget() {
    events.clear();
    ends.clear();
    stage = null;
    countsBefore = Counts.NONE;
    electionsBefore = new Elections(0, 0);
  }

  private void add(TraceEvent event) {
    events.add(event);
    if (event instanceof Delivered || event instanceof Dropped) {
      ends.putIfAbsent(event.cause(), event.atNanos());
    }
  }

  private void begin() {
    stage = new PastStage(cluster.spec());
    done = 0;
    if (!events.isEmpty() && events.get(0).number() > 1) {
      milestones.replay(events.get(0).number(), stage);
      votesBefore.forEach(stage::begin);
    }
  }

  /** The first events are forgotten: finds out from the others how it was before them. */
  private void findBefore() {
    votesBefore.clear();
    StageView.votes(cluster).forEach(this::rememberVote);
    begin();
    events.forEach(stage::on);
    countsBefore = cluster.counts().minus(stage.counts());
    Elections all = cluster.elections();
    Elections kept = stage.elections();
    electionsBefore = new Elections(all.begun() - kept.begun(), all.leaders() - kept.leaders());
    stage = null;
  }

  /** A vote that nobody has saved since is as it was. */
  private void rememberVote(NodeId node, String vote) {
    if (events.stream()
        .noneMatch(it -> it instanceof Persisted saved && saved.node().equals(node))) {
      votesBefore.put(node, vote);
    }
  }
}
