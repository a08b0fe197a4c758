package quorate.nodes.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.HostedCluster;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Started;
import quorate.netty.ClusterThread;
import quorate.netty.node.HostPort;
import quorate.netty.node.JsonClient;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/**
 * What the processes of a cluster tell, as one trace. It is complete up to a moment that lags
 * behind by the pace of the marks. All but {@link #tell} and the {@link #listener} on the cluster's
 * thread.
 */
final class ProcessTraces {

  /** How long to wait at most until all processes have told what happened before a moment. */
  private static final Duration CATCH_UP = Duration.ofMillis(500);

  /** A process that has said nothing for so long is not waited for. */
  private static final long SILENCE_NANOS = 1_000_000_000;

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final long SHORT_NANOS = 200_000;

  /** How long what a process said before it was stopped can be on its way. */
  private static final long LAST_WORDS_NANOS = 5_000_000;

  private final ClusterSpec spec;
  private final ClusterThread thread;
  private final long originNanos;
  private final Trace trace;
  private final TraceMerge merge;
  private final SortedMap<NodeId, Machine> machines = new TreeMap<>();
  private final ConcurrentLinkedQueue<Runnable> told = new ConcurrentLinkedQueue<>();
  private long writingNanos = -1;
  private boolean closed;

  /**
   * Nobody has told anything.
   *
   * @param addresses where the nodes listen
   * @param originNanos the moment of {@link System#nanoTime} from which time counts
   */
  @SuppressWarnings("this-escape") // it is kept, and not used before anything happens
  ProcessTraces(
      ClusterSpec spec,
      ClusterThread thread,
      SortedMap<NodeId, HostPort> addresses,
      long originNanos) {
    this.spec = spec;
    this.thread = thread;
    this.originNanos = originNanos;
    this.trace = new Trace(this::timeOfTrace, HostedCluster.EVENTS_KEPT);
    this.merge = new TraceMerge(spec.hosts(), this::write);
    addresses.forEach((node, address) -> machines.put(node, new Machine(node, address)));
    trace.observe(new States());
  }

  /** Keeps the states of the machines up to date. */
  private final class States implements Observer {
    @Override
    public void on(TraceEvent event) {
      if (event instanceof Started started) {
        machine(started.node()).state = Machine.State.UP;
      } else if (event instanceof Crashed crashed) {
        machine(crashed.node()).isGone();
      } else if (event instanceof ClockChanged clock) {
        machine(clock.node()).clockRate = clock.after(); // perhaps somebody else posted it
      }
    }
  }

  Trace trace() {
    return trace;
  }

  List<Machine> machines() {
    return List.copyOf(machines.values());
  }

  boolean anyStarting() {
    return machines.values().stream().anyMatch(it -> it.state == Machine.State.STARTING);
  }

  /** The machine of a member; throws an IllegalArgumentException if there is no such member. */
  Machine machine(NodeId node) {
    Machine machine = machines.get(node);
    if (machine == null) {
      throw new IllegalArgumentException(
          node + " does not exist; " + spec.name() + " has " + spec.hostsInWords());
    }
    return machine;
  }

  /** The time of the cluster; that of its trace lags behind a little. Any thread. */
  long nowNanos() {
    return System.nanoTime() - originNanos;
  }

  private long timeOfTrace() {
    if (writingNanos >= 0) {
      return writingNanos;
    }
    boolean anybodyTells = spec.hosts().stream().anyMatch(merge::isOpen);
    return Math.max(merge.lastNanos(), anybodyTells ? merge.doneNanos() : nowNanos());
  }

  private TraceEvent write(long atNanos, long cause, Function<Stamp, TraceEvent> event) {
    writingNanos = atNanos;
    try {
      return trace.write(cause, event);
    } finally {
      writingNanos = -1;
    }
  }

  /** News from another thread; it is taken in its turn. Any thread. */
  void tell(Runnable news) {
    told.add(news);
    thread.executeUnlessStopped(this::takeIn);
  }

  private void takeIn() {
    for (Runnable next = told.poll(); next != null; next = told.poll()) {
      next.run();
    }
    if (!closed) {
      merge.release(nowNanos());
    }
  }

  /** Looks, again and again, whether a process has fallen silent. */
  void lookOn() {
    if (closed) {
      return;
    }
    for (Machine machine : machines.values()) {
      if (merge.isOpen(machine.node) && nowNanos() - machine.heardNanos > SILENCE_NANOS) {
        merge.silent(machine.node);
      }
    }
    takeIn();
    thread.schedule(LOOK_EVERY, this::lookOn);
  }

  /** Waits until all that has happened by now is in the trace. */
  void catchUp() {
    long until = nowNanos();
    takeIn();
    while (merge.doneNanos() < until && nowNanos() - until < CATCH_UP.toNanos()) {
      LockSupport.parkNanos(SHORT_NANOS);
      takeIn();
    }
    for (NodeId node : spec.hosts()) {
      if (merge.isOpen(node) && merge.heardNanos(node) < until) {
        merge.silent(node);
      }
    }
    takeIn();
  }

  // What processes tell

  /** The process of a node that has not started is followed from now on. */
  void begins(Machine machine, JsonClient client, TraceFollower follower) {
    machine.client = client;
    machine.follower = follower;
    machine.heardNanos = nowNanos();
    merge.begin(machine.node, machine.heardNanos, 0);
  }

  /** A node that runs already, for somebody else, is followed from now on. */
  void joins(Machine machine, JsonClient client, TraceFollower follower, Joined node) {
    machine.client = client;
    machine.follower = follower;
    machine.offsetNanos = node.originNanos() - originNanos;
    machine.originNanos = node.originNanos();
    machine.heardNanos = nowNanos();
    merge.join(machine.node, machine.heardNanos, machine.offsetNanos, node.lastEvent());
    if (node.up()) {
      String address = machine.listen.toString();
      own(at -> new Started(at, machine.node, address, false));
      own(at -> new BeliefChanged(at, machine.node, Belief.NOTHING, node.belief()));
    }
    machine.clockRate = node.clockRate();
    if (node.clockRate() != 1) {
      own(at -> new ClockChanged(at, machine.node, 1, node.clockRate()));
    }
  }

  private static double clockRate(Machine machine) {
    try {
      return machine.client.get("/status").json().path("clock_rate").asDouble(1);
    } catch (IOException silent) {
      return machine.clockRate;
    }
  }

  /** A process of somebody else is there again, or another one in its place. */
  private void back(Machine machine, long origin) {
    double before = machine.clockRate;
    double after = before == 1 ? 1 : clockRate(machine);
    if (before != after) { // another process does not know of it
      own(at -> new ClockChanged(at, machine.node, before, after));
    }
    machine.offsetNanos += origin - machine.originNanos;
    machine.originNanos = origin;
    machine.heardNanos = nowNanos();
    merge.begin(machine.node, machine.heardNanos, machine.offsetNanos);
  }

  /** Who takes in what a follower reads; {@code ended} is called when its process is gone. */
  TraceFollower.Listener listener(Machine machine, Consumer<Machine> ended) {
    return new TraceFollower.Listener() {
      @Override
      public void event(TraceEvent event) {
        tell(
            () -> {
              speaks(machine);
              merge.add(machine.node, event);
            });
      }

      @Override
      public void mark(long nanos) {
        tell(
            () -> {
              speaks(machine);
              merge.mark(machine.node, nanos);
            });
      }

      @Override
      public void comesBack(long origin) {
        tell(() -> back(machine, origin));
      }

      @Override
      public void ended() {
        tell(() -> ended.accept(machine));
      }
    };
  }

  private void speaks(Machine machine) {
    machine.heardNanos = nowNanos();
    if (!machine.paused && !merge.isEnded(machine.node)) {
      merge.goesOn(machine.node, 0);
    }
  }

  /** A process is gone, and all that it told was heard. */
  void ended(Machine machine, long atNanos, boolean requested, String reason) {
    merge.end(machine.node);
    merge.release(nowNanos());
    if (machine.state != Machine.State.DOWN && !closed) {
      own(atNanos, at -> new Crashed(at, machine.node, requested, reason));
      merge.release(nowNanos());
    }
  }

  // What is done to processes

  /** An event that no process tells of, now. */
  void own(Function<Stamp, TraceEvent> event) {
    own(nowNanos(), event);
  }

  void own(long atNanos, Function<Stamp, TraceEvent> event) {
    merge.own(atNanos, event);
  }

  /** The same of an event that the last fault brought about. */
  void ownOfFault(long atNanos, Function<Stamp, TraceEvent> event) {
    merge.ownOfFault(atNanos, event);
  }

  /** A process was asked for a fault: it tells of it, and that is no news. */
  void expectFault(NodeId node) {
    merge.expectFault(node);
  }

  /** A process was killed: it ends when what it had told is heard. */
  void isKilled(Machine machine) {
    machine.isGone();
    merge.goesOn(machine.node, 0);
  }

  /** A process was stopped; what it said before is still on its way. */
  void isStopped(Machine machine) {
    LockSupport.parkNanos(LAST_WORDS_NANOS);
    takeIn();
    merge.silent(machine.node);
  }

  /** A process that was stopped goes on. */
  void goesOn(Machine machine, long atNanos) {
    machine.heardNanos = nowNanos();
    merge.goesOn(machine.node, atNanos);
  }

  boolean isClosed() {
    return closed;
  }

  /** Nothing is told any more. */
  void close() {
    closed = true;
    for (Machine machine : machines.values()) {
      if (machine.follower != null) {
        machine.follower.close();
      }
    }
  }
}
