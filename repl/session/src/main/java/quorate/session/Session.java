package quorate.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import quorate.experiments.ObservedCluster;
import quorate.experiments.typed.RunId;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Outcome;
import quorate.netty.real.RealSystems;
import quorate.report.CountsView.LastElection;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionSystem;

/**
 * All that lasts from one command to the next: the clusters and the settings. Used by one thread at
 * a time, except for {@link #close}.
 */
public final class Session implements AutoCloseable {

  private final Catalog catalog;
  private final RealSystems realSystems = RealSystems.load();
  private Settings settings = new Settings();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final WarmUp warmUp = new WarmUp();
  private final Map<String, ObservedCluster> clusters = new LinkedHashMap<>();
  private final Map<String, Election> lastElections = new LinkedHashMap<>();
  private final Map<String, Election> lastOutcomes = new LinkedHashMap<>();
  private final LiveTrace liveTrace;
  private final TimeTravel time = new TimeTravel(this);
  private final Branches branches = new Branches(time);
  private final LongWork longWork = new LongWork();
  private final Expectations expectations = new Expectations(this);
  private List<RunId> outliers = List.of();
  private final Map<String, Integer> told = new LinkedHashMap<>();
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile boolean closed;
  private Optional<String> scope = Optional.empty();

  /** Who wants to know of clusters that come and go. */
  public interface Watcher {

    /** A cluster was added, as a rule before anything runs in it. */
    void added(ObservedCluster cluster);

    void stopping(ObservedCluster cluster);

    /** The session is over: its clusters are about to stop. */
    default void closing() {}
  }

  /** The last election of a cluster that a command followed. */
  public record Election(ObservedCluster cluster, String cause, Outcome outcome) {

    public LastElection view() {
      return new LastElection(
          cause, outcome, outcome.election().flatMap(cluster.spec().algorithm()::theory));
    }
  }

  public Session(Catalog catalog, LiveTrace liveTrace) {
    this.catalog = catalog;
    this.liveTrace = liveTrace;
    this.watchers.add(liveTrace);
    this.watchers.add(expectations.watcher());
  }

  /**
   * The thread that holds this uses the session, and its clusters in virtual time, which have none
   * of their own; who waits longest is next.
   */
  public ReentrantLock turn() {
    return turn;
  }

  public Catalog catalog() {
    return catalog;
  }

  public RealSystems realSystems() {
    return realSystems;
  }

  /**
   * An algorithm by the name that somebody typed.
   *
   * @throws UserError if there is none, or it is a real system, which runs in real time only
   */
  public ElectionAlgorithm algorithm(String name) {
    if (RealSystems.NAMES.contains(name)) {
      throw new UserError(
          name + " is a real system, which start and compare can run; type: compare raft " + name);
    }
    return catalog.named(name);
  }

  /** All that elects: the algorithms, and the real systems that were added. */
  public List<ElectionSystem> systems() {
    List<ElectionSystem> systems = new ArrayList<>(catalog.all());
    systems.addAll(realSystems.all());
    return systems;
  }

  /** What elects and is called so; empty if nothing is. */
  public Optional<ElectionSystem> findSystem(String name) {
    return systems().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  public WarmUp warmUp() {
    return warmUp;
  }

  public TimeTravel time() {
    return time;
  }

  public Branches branches() {
    return branches;
  }

  public LongWork longWork() {
    return longWork;
  }

  public Expectations expectations() {
    return expectations;
  }

  public LiveTrace liveTrace() {
    return liveTrace;
  }

  /**
   * Prints events of the clusters that the present command is for, while they happen; unless {@code
   * on} named one, also those of clusters that are started later.
   *
   * @throws UserError if the choice names nodes that are not there
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public void traceLive(TraceChoice choice) throws InterruptedException {
    liveTrace.on(scope.isPresent() ? clusters() : all(), choice, scope.isEmpty());
  }

  public Settings settings() {
    return settings;
  }

  /** Goes on with other settings, and returns those that held so far. */
  public Settings use(Settings others) {
    Settings before = settings;
    settings = others;
    return before;
  }

  /** Tells somebody of clusters that come and go, from now on. */
  public void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  /** Tells somebody no longer. */
  public void forget(Watcher watcher) {
    watchers.remove(watcher);
  }

  /** In the order in which they were started. */
  public synchronized List<ObservedCluster> all() {
    return new ArrayList<>(clusters.values());
  }

  /**
   * The clusters that the present command is for: all, or the one that {@code on} named.
   *
   * @throws UserError if there is none
   */
  public List<ObservedCluster> clusters() {
    if (scope.isPresent()) {
      return List.of(cluster(scope.get()));
    }
    List<ObservedCluster> all = all();
    if (all.isEmpty()) {
      throw new UserError("no cluster is running; type: start raft 5");
    }
    return all;
  }

  /**
   * A cluster by its name.
   *
   * @throws UserError if there is none of that name
   */
  public synchronized ObservedCluster cluster(String name) {
    ObservedCluster cluster = clusters.get(name);
    if (cluster == null) {
      if (clusters.isEmpty()) {
        throw new UserError("no cluster is running; type: start raft 5");
      }
      throw UserError.unknown("cluster", name, clusters.keySet());
    }
    return cluster;
  }

  public <T> T on(String name, Supplier<T> command) {
    cluster(name);
    scope = Optional.of(name);
    try {
      return command.get();
    } finally {
      scope = Optional.empty();
    }
  }

  public synchronized boolean isTaken(String name) {
    return clusters.containsKey(name);
  }

  /** A name that no cluster has: this one, or else with a number behind it. */
  public String freeName(String wanted) {
    String free = wanted;
    for (int i = 2; isTaken(free); i++) {
      free = wanted + "-" + i;
    }
    return free;
  }

  public void add(ObservedCluster cluster) {
    synchronized (this) {
      clusters.put(cluster.spec().name(), cluster);
    }
    watchers.forEach(watcher -> watcher.added(cluster));
  }

  public void stop(ObservedCluster cluster) {
    watchers.forEach(watcher -> watcher.stopping(cluster));
    drop(cluster);
  }

  /** Puts a cluster in the place of another of the same name, which is closed. */
  void replace(ObservedCluster old, ObservedCluster other) {
    watchers.forEach(watcher -> watcher.stopping(old));
    synchronized (this) {
      clusters.put(other.spec().name(), other);
      lastElections.remove(other.spec().name());
      lastOutcomes.remove(other.spec().name());
      told.put(other.spec().name(), other.violations().size());
    }
    old.close();
    watchers.forEach(watcher -> watcher.added(other));
  }

  private void drop(ObservedCluster cluster) {
    synchronized (this) {
      clusters.remove(cluster.spec().name());
      told.remove(cluster.spec().name());
      lastElections.remove(cluster.spec().name());
      lastOutcomes.remove(cluster.spec().name());
    }
    time.forget(cluster.spec().name());
    branches.forget(cluster.spec().name());
    cluster.close();
  }

  /** Remembers what became of a cluster, for {@code counts} and {@code explain}. */
  public void remember(ObservedCluster cluster, String cause, Outcome outcome) {
    Election last = new Election(cluster, cause, outcome);
    lastOutcomes.put(cluster.spec().name(), last);
    if (outcome.rounds() > 0) {
      lastElections.put(cluster.spec().name(), last);
    }
  }

  /** What became of a cluster the last time that a command followed it, election or not. */
  public Optional<Election> lastOutcome(ObservedCluster cluster) {
    return Optional.ofNullable(lastOutcomes.get(cluster.spec().name()));
  }

  /** The last election of a cluster that a command followed. */
  public Optional<Election> lastElection(ObservedCluster cluster) {
    return Optional.ofNullable(lastElections.get(cluster.spec().name()));
  }

  /** Remembers the trials of a report that are worth a look. */
  public void rememberOutliers(List<RunId> trials) {
    outliers = List.copyOf(trials);
  }

  /** The same as {@link #outliers}, but none if there was no report. */
  public List<RunId> reported() {
    return outliers;
  }

  /**
   * The trials of the last report in virtual time that are worth a look.
   *
   * @throws UserError if there was none
   */
  public List<RunId> outliers() {
    if (outliers.isEmpty()) {
      throw new UserError("no trials were run in virtual time; type: compare raft paxos --sim");
    }
    return outliers;
  }

  /**
   * The promises that were broken since somebody asked last, whether a command followed its cluster
   * or not. Of a cluster that is gone nothing is known.
   */
  public List<Violation> newViolations() {
    List<Violation> all = new ArrayList<>();
    for (ObservedCluster cluster : all()) {
      List<Violation> broken = cluster.violations();
      String name = cluster.spec().name();
      all.addAll(
          broken.subList(Math.min(told.getOrDefault(name, 0), broken.size()), broken.size()));
      told.put(name, broken.size());
    }
    return all;
  }

  /** Whether the session is over: then a command that fails has nothing more to say. */
  public boolean isClosed() {
    return closed;
  }

  /** Stops all clusters. Any thread. */
  @Override
  public void close() {
    closed = true;
    watchers.forEach(Watcher::closing);
    liveTrace.close();
    all().forEach(this::drop);
  }
}
