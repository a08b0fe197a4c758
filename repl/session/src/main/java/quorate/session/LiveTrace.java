package quorate.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import quorate.experiments.ObservedCluster;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceFilter;
import quorate.lab.trace.TraceText;

/**
 * Prints what happens in clusters while it happens. The thread of a cluster over TCP only puts an
 * event into a queue, and wakes nobody; another thread looks into it many times a second, and
 * prints. If the queue is full, events of such a cluster are left out, and counted. A cluster in
 * virtual time waits instead: there time stands still meanwhile.
 *
 * <p>Methods are for any thread but a cluster's.
 */
public final class LiveTrace implements Session.Watcher, AutoCloseable {

  /** How many lines can wait at most. */
  static final int ROOM = 20_000;

  private static final long LOOK_EVERY_NANOS = 50_000_000;

  private final Object lock;
  private final IntSupplier width;
  private final Map<ObservedCluster, Observer> watched = new LinkedHashMap<>();
  private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(ROOM);
  private final AtomicLong lost = new AtomicLong();
  private volatile Consumer<String> printer;
  private volatile int nameWidth;
  private volatile Thread writer;
  private Optional<TraceChoice> ofNewClusters = Optional.empty();

  private record Line(String cluster, TraceEvent event) {}

  /**
   * Prints nothing yet.
   *
   * @param printer prints one or several lines; called by one thread at a time
   * @param lock is held meanwhile, so that nothing comes between
   */
  public LiveTrace(Consumer<String> printer, IntSupplier width, Object lock) {
    this.printer = printer;
    this.width = width;
    this.lock = lock;
  }

  public void printWith(Consumer<String> other) {
    flush();
    printer = other;
  }

  /**
   * Prints the events of clusters from now on, and no longer those of others.
   *
   * @param newOnes whether also those of clusters that are started later
   * @throws UserError if the choice names nodes that are not there; then nothing has changed
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public synchronized void on(List<ObservedCluster> clusters, TraceChoice choice, boolean newOnes)
      throws InterruptedException {
    Map<ObservedCluster, TraceFilter> filters = new LinkedHashMap<>();
    for (ObservedCluster cluster : clusters) {
      filters.put(cluster, choice.in(cluster));
    }
    off();
    ofNewClusters = newOnes ? Optional.of(choice) : Optional.empty();
    filters.forEach(this::watch);
    writer = new Thread(this::printAgainAndAgain, "quorate-trace");
    writer.setDaemon(true);
    writer.start();
  }

  /** Whether anything is printed, or would be if a cluster were started. */
  public boolean isOn() {
    return writer != null;
  }

  /** Prints what still waits, and then nothing more. */
  public synchronized void off() {
    Thread ending = writer;
    writer = null;
    LockSupport.unpark(ending);
    ofNewClusters = Optional.empty();
    List.copyOf(watched.keySet()).forEach(this::forget);
    flush();
  }

  /**
   * A cluster was added to the session. Nodes that were named for clusters that are still to come
   * are looked for now; if they are not there, a line says so.
   */
  @Override
  public synchronized void added(ObservedCluster cluster) {
    if (ofNewClusters.isEmpty()) {
      return;
    }
    try {
      watch(cluster, ofNewClusters.get().in(cluster));
    } catch (UserError wrong) {
      print("no trace of " + cluster.spec().name() + ": " + wrong.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A cluster is about to stop: the ends of its nodes are not worth a line. */
  @Override
  public synchronized void stopping(ObservedCluster cluster) {
    forget(cluster);
    flush();
  }

  private void watch(ObservedCluster cluster, TraceFilter filter) {
    boolean canWait = cluster.world() == World.SIM;
    String name = cluster.spec().name();
    Observer observer = cluster.call(now -> observer(name, now.trace(), filter, canWait));
    watched.put(cluster, observer);
    alignNames();
    cluster.run(now -> now.trace().observe(observer));
  }

  /**
   * What looks at one trace, on the thread of its cluster.
   *
   * @param canWait whether that thread may print itself when there is no room
   */
  Observer observer(String name, Trace trace, TraceFilter filter, boolean canWait) {
    return event -> {
      if (filter.shows(trace, event)) {
        put(new Line(name, event), canWait);
      }
    };
  }

  private void put(Line line, boolean canWait) {
    while (!waiting.offer(line)) {
      if (!canWait) {
        lost.incrementAndGet();
        return;
      }
      flush();
    }
  }

  private void forget(ObservedCluster cluster) {
    Observer its = watched.remove(cluster);
    if (its != null) {
      cluster.run(now -> now.trace().forget(its));
    }
  }

  /** Where several clusters are watched, each line begins with the name of its own. */
  private void alignNames() {
    Stream<String> names = watched.keySet().stream().map(it -> it.spec().name());
    nameWidth = watched.size() > 1 ? names.mapToInt(String::length).max().orElse(0) : 0;
  }

  /** Prints all that has happened until now, and has passed the filters. */
  public void flush() {
    synchronized (lock) {
      List<Line> taken = new ArrayList<>();
      waiting.drainTo(taken);
      long missing = lost.getAndSet(0); // these came behind those taken, when there was no room
      List<String> lines = new ArrayList<>();
      taken.forEach(line -> lines.add(text(line)));
      if (missing > 0) {
        lines.add("(" + missing + " events came too fast to be printed)");
      }
      if (!lines.isEmpty()) {
        printer.accept(String.join("\n", lines));
      }
    }
  }

  private void print(String line) {
    synchronized (lock) {
      flush();
      printer.accept(line);
    }
  }

  private String text(Line line) {
    int wide = nameWidth;
    String name = wide == 0 ? "" : String.format("%-" + wide + "s ", line.cluster());
    return TraceText.lines(name, line.event(), width.getAsInt());
  }

  private void printAgainAndAgain() {
    while (writer == Thread.currentThread()) {
      flush();
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  @Override
  public void close() {
    off();
  }
}
