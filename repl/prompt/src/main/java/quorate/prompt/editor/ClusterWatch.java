package quorate.prompt.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.World;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.ClusterState;
import quorate.lab.trace.Observer;
import quorate.report.Display;
import quorate.report.StatusLine;
import quorate.report.StatusView;
import quorate.report.StatusView.ClusterStatus;
import quorate.session.Session;

/**
 * Keeps all clusters in sight: a line that says how they are, and news of what happens while a
 * person types. Clusters over TCP are looked at many times a second, if something has changed; in
 * virtual time nothing happens between two commands.
 */
public final class ClusterWatch implements Session.Watcher, AutoCloseable {

  private static final long LOOK_EVERY_NANOS = 100_000_000;

  private final Session session;
  private final Display display;
  private final Consumer<String> line;
  private final Consumer<String> above;
  private final Map<String, Watched> watched = new LinkedHashMap<>();
  private volatile boolean changed;
  private volatile boolean typing;
  private volatile boolean closed;
  private boolean seen;
  private List<String> place = List.of();
  private Thread looking;

  /** A cluster, what is known of it, and what there is to tell. */
  private static final class Watched {
    final ObservedCluster cluster;
    final News news;
    Observer observer;
    ClusterStatus status;
    int violations;

    Watched(ObservedCluster cluster) {
      this.cluster = cluster;
      this.news = new News(cluster.spec().name());
    }
  }

  /**
   * Watches nothing yet.
   *
   * @param line shows how all clusters are
   * @param above prints a line above the one that is typed
   */
  public ClusterWatch(
      Session session, Display display, Consumer<String> line, Consumer<String> above) {
    this.session = session;
    this.display = display;
    this.line = line;
    this.above = above;
  }

  @Override
  public synchronized void added(ObservedCluster cluster) {
    Watched its = new Watched(cluster);
    its.observer =
        event -> {
          if (ClusterState.isChangedBy(event)) {
            changed = true;
            if (typing) {
              its.news.heard(event);
            }
          }
        };
    cluster.run(now -> now.trace().observe(its.observer));
    watched.put(cluster.spec().name(), its);
    seen = true;
    if (looking == null && cluster.world() != World.SIM) {
      looking = new Thread(this::lookAgainAndAgain, "quorate-status");
      looking.setDaemon(true);
      looking.start();
    }
  }

  @Override
  public synchronized void stopping(ObservedCluster cluster) {
    Watched its = watched.remove(cluster.spec().name());
    if (its != null) {
      cluster.run(now -> now.trace().forget(its.observer));
    }
    changed = true;
  }

  /** A person begins to type: from now on, what happens is news. */
  public void typing() {
    typing = true;
  }

  /**
   * Shows how all are. The thread of the session.
   *
   * @param before what the line says before it comes to the clusters: where in an exercise the
   *     person is; may be nothing
   */
  public void look(List<String> before) {
    synchronized (this) {
      place = before;
      seen = seen || !before.isEmpty();
      watched.values().forEach(this::look);
    }
    show();
  }

  /** A command runs, and reports itself what comes of it. */
  public void running() {
    typing = false;
  }

  /** Shows the line again, for the width that the terminal has now. */
  public void show() {
    String text;
    synchronized (this) {
      if (!seen) {
        return; // it takes no room before there is something to say
      }
      List<ClusterStatus> all = new ArrayList<>();
      Set<String> broken = new LinkedHashSet<>();
      watched.forEach(
          (name, its) -> {
            if (its.status != null) {
              all.add(its.status);
            }
            if (its.violations > 0) {
              broken.add(name);
            }
          });
      text = StatusLine.of(place, all, broken, display);
    }
    line.accept(text);
  }

  private void lookAgainAndAgain() {
    while (!closed) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      if (changed) {
        changed = false;
        synchronized (this) {
          watched.values().stream()
              .filter(it -> it.cluster.world() != World.SIM)
              .forEach(this::look);
        }
        show();
      }
      tell();
    }
  }

  /** Looks at a cluster now; one that is being closed is as it was. */
  private void look(Watched its) {
    try {
      its.status = StatusView.of(List.of(its.cluster)).clusters().get(0);
      List<Violation> all = its.cluster.violations();
      Optional<String> two =
          its.status.hasTwoLeaders()
              ? Optional.of(StatusLine.twoLeaders(its.status))
              : Optional.empty();
      its.news.looked(two, all.subList(its.violations, all.size()), typing);
      its.violations = all.size();
    } catch (IllegalStateException closing) {
      // it goes with the next look
    }
  }

  private void tell() {
    List<String> lines = new ArrayList<>();
    synchronized (this) {
      boolean traced = session.liveTrace().isOn(); // which says all that, and more
      for (Watched its : watched.values()) {
        List<String> news = its.news.due(System.nanoTime(), display);
        lines.addAll(typing && !traced ? news : List.of());
      }
    }
    if (!lines.isEmpty()) {
      above.accept(String.join("\n", lines));
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
