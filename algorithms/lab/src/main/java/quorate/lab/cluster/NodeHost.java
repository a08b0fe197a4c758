package quorate.lab.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import quorate.lab.store.StoreNode;
import quorate.lab.store.StoreSettings;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.Belief;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Timer;

/**
 * The machine on which one node runs: it has a disk, a clock, timers and a place in the network,
 * and writes into the trace whatever the node does. The node itself is the process: it comes and
 * goes with {@link #start} and {@link #crash}, and the disk and the clock stay. Shared by all
 * drivers; used on the cluster's own thread.
 */
public final class NodeHost {

  private final ClusterSpec spec;
  private final Function<NodeSetup, ElectionNode> nodes;
  private final NodeId self;
  private final Ports ports;
  private final Trace trace;
  private final NodeTimers timers;
  private final NodeDisk disk;
  private final Writer writer;

  /** What could have left the node while it was paused, oldest first. */
  private final Deque<Runnable> unsent = new ArrayDeque<>();

  private ElectionNode node;
  private Belief belief = Belief.NOTHING;
  private boolean ranBefore;
  private boolean paused;
  private int pauses;
  private int lives;
  private final Deque<Waiting> backlog = new ArrayDeque<>();

  /** What happened to a paused node: how it is handled later, and what becomes of it otherwise. */
  private record Waiting(Runnable handle, Runnable lose) {}

  /** A machine without a running node and with an empty disk. */
  public NodeHost(ClusterSpec spec, NodeId self, Ports ports, Trace trace) {
    this(spec, self, ports, trace, Optional.empty());
  }

  /**
   * A machine without a running node; on its disk is what the node saved in another process, if
   * anything.
   */
  NodeHost(ClusterSpec spec, NodeId self, Ports ports, Trace trace, Optional<Durable> saved) {
    this(spec, self, ports, trace, saved, spec.rules()::newNode);
  }

  private NodeHost(
      ClusterSpec spec,
      NodeId self,
      Ports ports,
      Trace trace,
      Optional<Durable> saved,
      Function<NodeSetup, ElectionNode> nodes) {
    this.nodes = nodes;
    this.spec = spec;
    this.self = self;
    this.ports = ports;
    this.trace = trace;
    this.timers = new NodeTimers(self, ports, trace, this::expire);
    this.disk = new NodeDisk(self, ports, trace, saved);
    this.writer = new Writer(timers, this::send);
    this.ranBefore = saved.isPresent();
  }

  /**
   * The machine of a store, whose disk is empty.
   *
   * @param fencing whether the store refuses old tokens now
   */
  static NodeHost ofStore(ClusterSpec spec, Ports ports, Trace trace, BooleanSupplier fencing) {
    return new NodeHost(
        spec, NodeId.STORE, ports, trace, Optional.empty(), setup -> new StoreNode(setup, fencing));
  }

  public NodeId self() {
    return self;
  }

  public boolean isRunning() {
    return node != null;
  }

  /** Every variable of the node, which must run, in the paper's words. */
  public Record state() {
    if (node == null) {
      throw new IllegalStateException(self + " is down");
    }
    return node.state();
  }

  /**
   * Starts the node from what is on its disk.
   *
   * @param address where it listens, for the trace
   * @throws IllegalArgumentException if the algorithm rejects an option
   * @throws IllegalStateException if the node runs already
   */
  public void start(String address) {
    if (node != null) {
      throw new IllegalStateException(self + " runs already");
    }
    node = newNode();
    lives++;
    belief = Belief.NOTHING;
    Started started = trace.write(0, at -> new Started(at, self, address, ranBefore));
    ranBefore = true;
    handle(started, out -> node.onStart(out));
  }

  private ElectionNode newNode() {
    try {
      return nodes.apply(
          new NodeSetup(self, spec.members(), spec.timing(), spec.options(), disk.content()));
    } catch (RuntimeException | AssertionError broken) {
      String reason = "no node can be made from what was saved: " + broken;
      trace.write(0, at -> Crashed.byMistake(at, self, reason));
      throw broken;
    }
  }

  /** The node stands still. No-op if it is down, or paused already. */
  public void pause() {
    if (node != null && !paused) {
      paused = true;
      pauses++;
      trace.write(0, at -> new Paused(at, self));
    }
  }

  boolean isPaused() {
    return paused;
  }

  /** How often the node was paused: which pause it is in, if it is in one. */
  int pauses() {
    return pauses;
  }

  int lives() {
    return lives;
  }

  /** Empties the disk. To be called while the node is down. */
  void loseDisk() {
    disk.wipe();
  }

  boolean leads() {
    return node != null && belief.leads();
  }

  /** Asks the node to step down, if it has it; if it is paused, when it resumes. */
  void resign(TraceEvent request) {
    if (paused) {
      backlog.add(new Waiting(() -> resign(request), () -> {}));
    } else if (leads()) {
      handle(request, out -> node.onResign(out));
    }
  }

  /** What the process writes to a store from now on; nothing, if there are no settings. */
  void writeTo(Optional<StoreSettings> store, long cause) {
    writer.use(store, belief, cause);
  }

  SortedSet<String> pendingTimers() {
    return timers.names();
  }

  /**
   * The node goes on: what waited to be sent is, and what arrived and what expired meanwhile is
   * handled, in that order.
   */
  public void resume() {
    if (!paused) {
      return;
    }
    paused = false;
    trace.write(0, at -> new Resumed(at, self));
    while (!unsent.isEmpty()) {
      unsent.remove().run();
    }
    while (!paused && !backlog.isEmpty()) {
      backlog.remove().handle().run();
    }
  }

  /**
   * The node is gone, by mistake, with its timers, all that it had in memory, and what it was still
   * saving. No-op if it is down.
   */
  public void crash(String reason) {
    crash(at -> Crashed.byMistake(at, self, reason));
  }

  void crash(Function<Stamp, Crashed> event) {
    if (node == null) {
      return;
    }
    paused = false;
    timers.clear();
    node = null;
    trace.write(0, event);
    disk.loseUnsaved();
    unsent.clear();
    backlog.forEach(waiting -> waiting.lose().run());
    backlog.clear();
  }

  /** Hands a message to the node, which must run; if it is paused, when it resumes. */
  public void deliver(Packet packet) {
    handOver(packet, () -> trace.write(packet.number(), packet.dropped(DropCause.CRASHED)));
  }

  /**
   * Hands over a message once more. It has met its fate already: that this copy of it is lost, if
   * the node crashes while it is paused, is not traced.
   */
  void deliverAgain(Packet packet) {
    handOver(packet, () -> {});
  }

  private void handOver(Packet packet, Runnable lose) {
    if (node == null) {
      throw new IllegalStateException(self + " is down and cannot be handed " + packet.message());
    }
    if (paused) {
      backlog.add(new Waiting(() -> handOver(packet, lose), lose));
      return;
    }
    TraceEvent delivered = trace.write(packet.number(), packet.delivered());
    if (!packet.from().equals(NodeId.STORE)) { // what the store answers is not for the algorithm
      handle(delivered, out -> node.onMessage(packet.from(), packet.message(), out));
    }
  }

  /** Lets a timer expire now instead of later; says whether it was pending. */
  public boolean fire(Timer timer) {
    Optional<TimerSet> pending = timers.takeOver(timer);
    pending.ifPresent(this::expire);
    return pending.isPresent();
  }

  /** When a timer expires; empty if it is not pending. */
  Optional<TimerWindow> pendingTimer(Timer timer) {
    return timers.window(timer);
  }

  /** Lets a timer, which is pending, expire at another moment of the cluster's time. */
  void retime(Timer timer, long dueNanos, long cause) {
    timers.retime(timer, dueNanos, cause);
  }

  /** The clock of the machine runs at another rate from now on, whether the node runs or not. */
  void setClock(double rate, long cause) {
    timers.setClock(rate, cause);
  }

  private void expire(TimerSet set) {
    if (!timers.isPending(set)) {
      return; // replaced or cancelled after its expiry was already on the way
    }
    if (paused) {
      backlog.add(new Waiting(() -> expire(set), () -> {}));
      return;
    }
    timers.expired(set);
    TraceEvent fired = trace.write(set.number(), at -> new TimerFired(at, self, set.timer()));
    if (Writer.owns(set.timer())) {
      writer.onTimer(set.timer(), belief, fired.number());
    } else {
      handle(fired, out -> node.onTimer(set.timer(), out));
    }
  }

  private void handle(TraceEvent event, Consumer<Effects> rules) {
    HostEffects out = new HostEffects(spec, self, trace, timers, disk, this::send, event.number());
    try {
      rules.accept(out);
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError broken) {
      crash(
          BrokenRule.words(
              spec, trace, broken)); // a rule recurses without end, or a class is missing
      throw broken;
    } finally {
      out.end();
    }
    Belief after = node.belief();
    if (!after.equals(belief)) {
      Belief before = belief;
      belief = after;
      TraceEvent changed =
          trace.write(event.number(), at -> new BeliefChanged(at, self, before, after));
      writer.onBelief(belief, changed.number());
    }
  }

  /** A message leaves when all that was saved before is on the disk. */
  private void send(NodeId to, Message message, long cause) {
    Supplier<Sent> sending = () -> trace.write(cause, at -> new Sent(at, self, to, message));
    ports.whenSaved(() -> leave(() -> ports.carry(sending.get())));
  }

  /** A message may leave now; a node that stands still sends it when it goes on. */
  private void leave(Runnable departure) {
    if (paused) {
      unsent.add(departure);
    } else {
      departure.run();
    }
  }
}
