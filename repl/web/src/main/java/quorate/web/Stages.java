package quorate.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.World;
import quorate.report.Json;
import quorate.report.stage.StageObserver;
import quorate.report.stage.StageView;
import quorate.session.Session;

/** Looks at all clusters of a session. */
final class Stages implements Session.Watcher {

  /** For so long a message that has arrived stays in sight, in real time. */
  static final Duration LINGER = Duration.ofMillis(700);

  private final Session session;
  private final PageTime time;
  private final PageRuns runs;
  private final Map<String, Watched> watched = new LinkedHashMap<>();

  /** How clusters were in whose place others may come: so a stage does not go and come again. */
  private final Map<String, ObjectNode> replaced = new LinkedHashMap<>();

  private static final class Watched {
    final ObservedCluster cluster;
    final StageObserver observer;
    ObjectNode seen;

    Watched(ObservedCluster cluster) {
      this.cluster = cluster;
      this.observer = StageObserver.at(cluster);
    }
  }

  Stages(Session session, PageTime time, PageRuns runs) {
    this.session = session;
    this.time = time;
    this.runs = runs;
  }

  @Override
  public synchronized void added(ObservedCluster cluster) {
    Watched its = new Watched(cluster);
    its.seen = replaced.remove(cluster.spec().name());
    watched.put(cluster.spec().name(), its);
  }

  @Override
  public synchronized void stopping(ObservedCluster cluster) {
    Watched its = watched.remove(cluster.spec().name());
    if (its != null) {
      its.observer.leave(cluster);
      replaced.put(cluster.spec().name(), its.seen);
    }
  }

  /** No longer looks at any. Who calls has the turn. */
  synchronized void leave() {
    watched.values().forEach(it -> it.observer.leave(it.cluster));
    watched.clear();
  }

  /**
   * How all clusters are now. One in virtual time has no thread: while a command has the turn, it
   * is as it was.
   *
   * @param busy the command that runs, or null
   */
  synchronized ObjectNode json(String busy) {
    boolean turn = session.turn().tryLock();
    try {
      if (turn) {
        runs.forgetOthers();
      }
      ObjectNode json = Json.object();
      var all = json.putArray("clusters");
      for (ObservedCluster cluster : session.all()) {
        Watched its = watched.get(cluster.spec().name());
        if (its != null && (turn || cluster.world() != World.SIM)) {
          look(its);
        }
        ObjectNode seen = its == null ? replaced.get(cluster.spec().name()) : its.seen;
        if (seen != null) {
          all.add(seen);
        }
      }
      if (turn) {
        replaced.clear();
      }
      return json.put("busy", busy);
    } finally {
      if (turn) {
        session.turn().unlock();
      }
    }
  }

  private void look(Watched its) {
    ObservedCluster cluster = its.cluster;
    String name = cluster.spec().name();
    boolean simulated = cluster.simulated().isPresent();
    double speed = simulated ? time.speed(name) : 1;
    Duration linger = Duration.ofNanos((long) (LINGER.toNanos() * speed));
    try {
      long events = cluster.call(now -> now.trace().last());
      ObjectNode json = StageView.of(cluster, its.observer, linger).json();
      json.put("simulated", simulated)
          .put("recorded", cluster.recorded().isPresent())
          .put("playing", simulated && time.isPlaying(name))
          .put("speed", speed)
          .put("last_event", events)
          .put("fingerprint", cluster.fingerprint().orElse(null))
          .set("run", runs.json(cluster));
      its.seen = json;
    } catch (IllegalStateException closing) {
      // it goes with the next look
    }
  }
}
