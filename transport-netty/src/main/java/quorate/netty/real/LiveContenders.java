package quorate.netty.real;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.HostedCluster;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.Links;
import quorate.lab.cluster.Machines;
import quorate.lab.cluster.TimerWindow;
import quorate.lab.store.StoreSettings;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.netty.ClusterThread;
import quorate.netty.real.Stand.State;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/** The contenders of a cluster and its servers, as code on the cluster's thread has them. */
final class LiveContenders implements Machines {

  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final ClusterSpec spec;
  private final ClusterThread thread;
  private final Servers servers;
  private final Trace trace;
  private final Links links;
  private final RealFaults faults;
  private final SortedMap<NodeId, Stand> stands = new TreeMap<>();
  private final SortedMap<NodeId, Integer> endingPauses = new TreeMap<>();

  /** One thing after the other is done to the servers. */
  private final ExecutorService serverWork = Executors.newSingleThreadExecutor(daemon("servers"));

  private final ExecutorService ends = Executors.newCachedThreadPool(daemon("ends"));
  private boolean closed;

  /** All hosts are down; opens the wires: not on the cluster's thread. */
  LiveContenders(ClusterSpec spec, ClusterThread thread, Servers servers) {
    this.spec = spec;
    this.thread = thread;
    this.servers = servers;
    long origin = System.nanoTime();
    this.trace = new Trace(() -> System.nanoTime() - origin, HostedCluster.EVENTS_KEPT);
    this.links = new Links(spec);
    this.faults = new RealFaults(spec);
    for (NodeId node : spec.members()) {
      stands.put(
          node,
          new Stand(
              node, servers.addresses().stream().map(it -> new Wire(thread.loop(), it)).toList()));
    }
    stands.put(NodeId.MANAGER, new Stand(NodeId.MANAGER, List.of()));
  }

  private ThreadFactory daemon(String name) {
    return task -> {
      Thread helper = new Thread(task, "quorate-" + spec.name() + "-" + name);
      helper.setDaemon(true);
      return helper;
    };
  }

  @Override
  public ClusterSpec spec() {
    return spec;
  }

  @Override
  public Trace trace() {
    thread.check();
    return trace;
  }

  @Override
  public Links links() {
    thread.check();
    return links;
  }

  private Stand stand(NodeId node) {
    if (!spec.hasHost(node)) {
      throw new IllegalArgumentException(
          node + " does not exist; " + spec.name() + " has " + spec.hostsInWords());
    }
    return stands.get(node);
  }

  private boolean managerRuns() {
    return stands.get(NodeId.MANAGER).state == State.UP;
  }

  @Override
  public void startAll() {
    start(new TreeSet<>(spec.hosts()));
  }

  @Override
  public void start(SortedSet<NodeId> nodes) {
    thread.check();
    List<Stand> coming =
        nodes.stream().map(this::stand).filter(it -> it.state == State.DOWN).toList();
    for (Stand stand : coming) {
      stand.state = State.STARTING;
      trace.write(0, at -> new Starting(at, stand.node));
    }
    if (coming.stream().anyMatch(it -> it.node.equals(NodeId.MANAGER))) {
      serverWork.execute(() -> startServers(coming));
    } else {
      coming.forEach(this::run);
    }
  }

  /** On a thread that may wait. */
  private void startServers(List<Stand> coming) {
    try {
      servers.start();
      thread.executeUnlessStopped(
          () -> {
            run(stands.get(NodeId.MANAGER));
            coming.forEach(this::run);
          });
    } catch (UserError failed) {
      thread.executeUnlessStopped(
          () ->
              coming.forEach(it -> isGone(it, at -> Crashed.byMistake(at, it.node, why(failed)))));
    }
  }

  private static String why(UserError failed) {
    return UserError.withoutAdvice(failed.getMessage());
  }

  /** A host that is starting runs from now on, unless it has crashed meanwhile. */
  private void run(Stand stand) {
    if (closed || stand.state != State.STARTING) {
      return;
    }
    stand.state = State.UP;
    boolean servers = stand.node.equals(NodeId.MANAGER);
    String address = servers ? this.servers.addresses().get(0).toString() : "-";
    boolean again = stand.ranBefore;
    stand.ranBefore = true;
    trace.write(0, at -> new Started(at, stand.node, address, again));
    if (servers) {
      stands.values().forEach(this::arrange);
    } else {
      stand.host = new ContenderHost(spec, stand.node, thread, trace);
      stand.contender = this.servers.contender(stand.host, stand.addresses());
      arrange(stand);
      stand.contender.start();
    }
  }

  /** Brings the wires of a contender into the state that follows from all that was done. */
  private void arrange(Stand stand) {
    boolean refuses = stand.state != State.UP || !managerRuns();
    boolean up = !stand.isPaused() && links.isUp(stand.node, NodeId.MANAGER);
    boolean down = !stand.isPaused() && links.isUp(NodeId.MANAGER, stand.node);
    for (Wire wire : stand.wires) {
      wire.pass(up, down);
      wire.refuse(refuses);
    }
  }

  @Override
  public void after(Duration delay, Runnable action) {
    thread.check();
    thread.schedule(
        delay,
        () -> {
          if (!closed) {
            action.run();
          }
        });
  }

  @Override
  public SortedSet<String> pendingTimers(NodeId node) {
    return new TreeSet<>();
  }

  @Override
  public Optional<TimerWindow> pendingTimer(NodeId node, Timer timer) {
    return Optional.empty();
  }

  @Override
  public Record state(NodeId node) {
    thread.check();
    Stand stand = stand(node);
    if (stand.contender == null || stand.state != State.UP) {
      throw new UserError(node + " cannot be looked into; its system is seen from outside only");
    }
    return stand.contender.state();
  }

  @Override
  public boolean awaitsEndOfFault() {
    return endingPauses.entrySet().stream().anyMatch(it -> isInPause(it.getKey(), it.getValue()));
  }

  private boolean isInPause(NodeId node, int pause) {
    return stand(node).isPaused() && stand(node).pauses == pause;
  }

  // Faults

  @Override
  public void check(Fault fault) {
    thread.check();
    fault.nodes().forEach(this::stand);
    faults.check(fault);
    fault.check(this);
  }

  @Override
  public void inject(Fault fault) {
    check(fault);
    TraceEvent injected = trace.write(0, at -> new FaultInjected(at, fault.toString()));
    fault.applyTo(this, injected);
  }

  @Override
  public boolean isDown(NodeId node) {
    return stand(node).state == State.DOWN;
  }

  @Override
  public boolean isPaused(NodeId node) {
    return stand(node).isPaused();
  }

  @Override
  public void crashOnRequest(SortedSet<NodeId> nodes) {
    for (NodeId node : nodes) {
      if (node.equals(NodeId.MANAGER)) {
        serverWork.execute(servers::kill);
      }
      isGone(stand(node), at -> Crashed.onRequest(at, node));
    }
  }

  private void isGone(Stand stand, Function<Stamp, Crashed> event) {
    stand.state = State.DOWN;
    if (stand.host != null) {
      stand.host.isGone();
    }
    (stand.node.equals(NodeId.MANAGER) ? stands.values() : List.of(stand)).forEach(this::arrange);
    trace.write(0, event);
    end(stand);
  }

  private void end(Stand stand) {
    Contender gone = stand.contender;
    stand.contender = null;
    if (gone != null) {
      ends.execute(gone::close);
    }
  }

  @Override
  public void loseDisk(NodeId node) {
    throw new IllegalStateException("what " + node + " saved cannot be lost");
  }

  @Override
  public void pause(NodeId node, Optional<Duration> length) {
    Stand stand = stand(node);
    if (stand.state == State.UP && !stand.isPaused()) {
      stand.host.pause();
      stand.pauses++;
      arrange(stand);
      trace.write(0, at -> new Paused(at, node));
      if (length.isPresent()) {
        int pause = stand.pauses;
        endingPauses.put(node, pause);
        after(length.get(), () -> endOfPause(node, pause));
      }
    }
  }

  private void endOfPause(NodeId node, int pause) {
    if (isInPause(node, pause)) {
      inject(new Resume(new TreeSet<>(List.of(node))));
    }
  }

  @Override
  public void resume(NodeId node) {
    Stand stand = stand(node);
    if (stand.isPaused()) {
      trace.write(0, at -> new Resumed(at, node));
      stand.host.resume();
      arrange(stand);
    }
  }

  @Override
  public void resign(NodeId node, TraceEvent request) {
    Stand stand = stand(node);
    if (stand.state == State.UP && stand.host != null) {
      stand.host.handle(
          () -> {
            if (stand.host.leads()) {
              stand.contender.resign();
            }
          });
    }
  }

  @Override
  public void expireNow(NodeId node, Timer timer) {
    throw new IllegalStateException("timers of " + node + " are its own");
  }

  @Override
  public void retime(NodeId node, Timer timer, long dueNanos, long cause) {
    throw new IllegalStateException("timers of " + node + " are its own");
  }

  @Override
  public void checkStore() {
    throw new UserError(
        "contenders of %s have no store: their system is seen from outside only; type on ALGORITHM store"
            .formatted(spec.name()));
  }

  @Override
  public void store(Optional<StoreSettings> settings, TraceEvent request) {
    throw new IllegalStateException(spec.name() + " has no store");
  }

  @Override
  public void setClock(NodeId node, double rate, long cause) {
    throw new IllegalStateException("the clock of " + node + " is this machine's");
  }

  @Override
  public void changeLinks(LinkFault fault) {
    fault.change(links);
    stands.values().forEach(this::arrange);
    trace.write(0, at -> new LinksChanged(at, links.cut(), links.troubles()));
  }

  // The end

  /** All are gone. On the cluster's thread. */
  void close() {
    closed = true;
    for (Stand stand : stands.values()) {
      stand.state = State.DOWN;
      if (stand.host != null) {
        stand.host.isGone();
      }
      stand.wires.forEach(Wire::close);
      end(stand);
    }
  }

  /** Gives back all that they had. On a thread that may wait. */
  void awaitEnd() {
    serverWork.shutdown();
    servers.close();
    ends.shutdown();
    try {
      ends.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
