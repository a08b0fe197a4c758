package quorate.nodes.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Drift;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.Links;
import quorate.lab.cluster.Machines;
import quorate.lab.cluster.Retiming;
import quorate.lab.cluster.TimerWindow;
import quorate.lab.store.StoreSettings;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.netty.ClusterThread;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/**
 * The nodes of a cluster of processes, as code on the cluster's thread has them. What they tell is
 * one trace ({@link ProcessTraces}). A fault is done first and written then, at the time when it
 * was done.
 */
final class LiveProcesses implements Machines {

  private final ClusterSpec spec;
  private final ClusterThread thread;
  private final Processes processes;
  private final ProcessTraces traces;
  private final NodeCalls calls;
  private final Links links;
  private final TimersSeen timers = new TimersSeen();
  private final SortedMap<NodeId, Integer> endingPauses = new TreeMap<>();
  private final List<LinkFault> linkFaults = new ArrayList<>();

  LiveProcesses(ClusterSpec spec, ClusterThread thread, Processes processes, ProcessTraces traces) {
    this.spec = spec;
    this.thread = thread;
    this.processes = processes;
    this.traces = traces;
    this.calls = new NodeCalls(spec);
    this.links = new Links(spec);
    traces.trace().observe(timers);
  }

  @Override
  public ClusterSpec spec() {
    return spec;
  }

  @Override
  public Trace trace() {
    checkThread();
    return traces.trace();
  }

  @Override
  public Links links() {
    checkThread();
    return links;
  }

  private void checkThread() {
    thread.check();
  }

  private Machine machine(NodeId node) {
    return traces.machine(node);
  }

  /** The faults of links that a process that starts has to be told of, in their order. */
  List<LinkFault> linkFaults() {
    return List.copyOf(linkFaults);
  }

  @Override
  public void catchUp() {
    checkThread();
    traces.catchUp();
  }

  @Override
  public void start(SortedSet<NodeId> nodes) {
    checkThread();
    List<Machine> coming =
        nodes.stream().map(this::machine).filter(it -> it.state == Machine.State.DOWN).toList();
    for (Machine machine : coming) {
      machine.state = Machine.State.STARTING;
      traces.own(at -> new Starting(at, machine.node));
    }
    catchUp();
    if (!coming.isEmpty()) {
      processes.bringUp(coming);
    }
  }

  @Override
  public void after(Duration delay, Runnable action) {
    checkThread();
    thread.schedule(
        delay,
        () -> {
          if (!traces.isClosed()) {
            action.run();
          }
        });
  }

  @Override
  public long latestTimerNanos(long sinceNanos) {
    return timers.latestNanos(sinceNanos);
  }

  @Override
  public SortedSet<String> pendingTimers(NodeId node) {
    return timers.pending(machine(node).node);
  }

  @Override
  public Optional<TimerWindow> pendingTimer(NodeId node, Timer timer) {
    return timers.window(machine(node).node, timer);
  }

  @Override
  public Record state(NodeId node) {
    checkThread();
    Machine machine = machine(node);
    if (machine.answers()) {
      machine.lastState = calls.state(machine);
    } else if (machine.lastState == null || machine.state != Machine.State.UP) {
      throw new UserError(node + " does not answer; type: resume " + node.value());
    }
    return machine.lastState;
  }

  @Override
  public boolean awaitsEndOfFault() {
    return endingPauses.entrySet().stream().anyMatch(it -> isInPause(it.getKey(), it.getValue()));
  }

  private boolean isInPause(NodeId node, int pause) {
    return machine(node).paused && machine(node).pauses == pause;
  }

  // Faults

  @Override
  public void check(Fault fault) {
    checkThread();
    fault.nodes().forEach(this::machine);
    if (fault instanceof Retiming) {
      throw new UserError(
          "timers of processes expire when they expire; to let them expire now, type: fire "
              + "NODES TIMER");
    }
    if (fault instanceof Drift) {
      fault.nodes().forEach(this::checkThatItHasStarted);
    }
    processes.check(fault);
    fault.check(this);
  }

  private void checkThatItHasStarted(NodeId node) {
    if (machine(node).state == Machine.State.STARTING) {
      throw new UserError("%s is still starting; wait for it, and type that again".formatted(node));
    }
  }

  @Override
  public void inject(Fault fault) {
    check(fault);
    long began = traces.nowNanos();
    FaultInjected injected = new FaultInjected(new Stamp(0, began, 0), fault.toString());
    traces.own(began, at -> new FaultInjected(at, fault.toString()));
    try {
      fault.applyTo(this, injected);
    } finally {
      catchUp();
    }
  }

  @Override
  public boolean isDown(NodeId node) {
    return machine(node).state == Machine.State.DOWN;
  }

  @Override
  public boolean isPaused(NodeId node) {
    return machine(node).paused;
  }

  @Override
  public void crashOnRequest(SortedSet<NodeId> nodes) {
    for (NodeId node : nodes) {
      Machine machine = machine(node);
      processes.kill(machine);
      traces.isKilled(machine);
      traces.own(at -> Crashed.onRequest(at, node));
    }
  }

  @Override
  public void loseDisk(NodeId node) {
    processes.wipe(machine(node));
    traces.own(at -> new DiskLost(at, node));
  }

  @Override
  public void pause(NodeId node, Optional<Duration> length) {
    Machine machine = machine(node);
    if (machine.state == Machine.State.UP && !machine.paused) {
      machine.lastState = calls.state(machine);
      processes.stop(machine);
      machine.paused = true;
      machine.pauses++;
      traces.own(at -> new Paused(at, node));
      traces.isStopped(machine);
      if (length.isPresent()) {
        int pause = machine.pauses;
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
    Machine machine = machine(node);
    if (machine.paused) {
      long at = traces.nowNanos();
      processes.goOn(machine);
      machine.paused = false;
      traces.own(at, stamp -> new Resumed(stamp, node));
      traces.goesOn(machine, at);
      List<Runnable> late = List.copyOf(machine.whenResumed);
      machine.whenResumed.clear();
      late.forEach(Runnable::run);
    }
  }

  @Override
  public void resign(NodeId node, TraceEvent request) {
    Machine machine = machine(node);
    if (machine.paused) {
      machine.whenResumed.add(() -> resign(node, request));
    } else if (machine.answers() && calls.stepDown(machine)) {
      traces.expectFault(node);
    }
  }

  @Override
  public void expireNow(NodeId node, Timer timer) {
    SortedSet<NodeId> one = new TreeSet<>(List.of(node));
    post(machine(node), new Fault.Fire(one, timer));
  }

  @Override
  public void retime(NodeId node, Timer timer, long dueNanos, long cause) {
    throw new IllegalStateException("timers of processes cannot be set");
  }

  /** A process that is stopped hears of it when it goes on, and one that is gone when it starts. */
  @Override
  public void setClock(NodeId node, double rate, long cause) {
    Machine machine = machine(node);
    double before = machine.clockRate;
    if (before == rate) {
      return;
    }
    machine.clockRate = rate;
    long at = traces.nowNanos();
    Drift drift = new Drift(new TreeSet<>(List.of(node)), rate);
    if (machine.paused) {
      machine.whenResumed.add(() -> post(machine, drift));
    } else if (machine.answers()) {
      post(machine, drift);
    }
    traces.ownOfFault(at, stamp -> new ClockChanged(stamp, node, before, rate));
  }

  @Override
  public void checkStore() {
    throw new UserError(
        "processes have no store: their nodes do not share a program; to have one, start the"
            + " cluster without --processes");
  }

  @Override
  public void store(Optional<StoreSettings> settings, TraceEvent request) {
    throw new IllegalStateException("processes have no store");
  }

  @Override
  public void changeLinks(LinkFault fault) {
    fault.change(links);
    linkFaults.add(fault);
    if (fault instanceof LinkFault.Heal heal && heal.directions().isEmpty()) {
      linkFaults.clear();
    }
    SortedSet<NodeId> receivers = Receivers.of(fault, spec.hosts());
    List<CompletableFuture<Void>> posted = new ArrayList<>();
    for (NodeId receiver : receivers) {
      Machine machine = machine(receiver);
      if (machine.paused) {
        machine.whenResumed.add(() -> post(machine, fault));
      } else if (machine.answers()) {
        traces.expectFault(receiver);
        posted.add(calls.postSoon(machine.client, fault));
      }
    }
    NodeCalls.await(posted);
    traces.own(at -> new LinksChanged(at, links.cut(), links.troubles()));
  }

  private void post(Machine machine, Fault fault) {
    traces.expectFault(machine.node);
    calls.post(machine.client, fault);
  }
}
