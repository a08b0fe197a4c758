package quorate.lab.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.LostDisks;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.SaveLost;
import quorate.lab.trace.TraceEvent.Saving;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.Belief;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Reason;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * The machine on which one node runs: it has a disk, timers and a place in the network, and writes
 * into the trace whatever the node does. The node itself is the process: it comes and goes with
 * {@link #start} and {@link #crash}, and the disk stays. Shared by all drivers; used on the
 * cluster's own thread.
 */
public final class NodeHost {

  private static final Belief NOTHING = Belief.follower(OptionalLong.empty(), Optional.empty());

  private final ClusterSpec spec;
  private final NodeId self;
  private final List<NodeId> members;
  private final Ports ports;
  private final Trace trace;
  private final SortedMap<String, PendingTimer> timers = new TreeMap<>();

  private Optional<Durable> disk = Optional.empty();

  /** What is being saved and is not on the disk yet, oldest first. */
  private final Deque<Save> unsaved = new ArrayDeque<>();

  /** What could have left the node while it was paused, oldest first. */
  private final Deque<Runnable> unsent = new ArrayDeque<>();

  private ElectionNode node;
  private Belief belief = NOTHING;
  private boolean ranBefore;
  private boolean paused;
  private int pauses;
  private int lives;
  private final List<Waiting> backlog = new ArrayList<>();

  /** What happened to a paused node: how it is handled later, and what becomes of it otherwise. */
  private record Waiting(Runnable handle, Runnable lose) {}

  /** What a node saves; {@code begun} is empty until it turns out that the disk takes time. */
  private static final class Save {
    private final Durable state;
    private Optional<Saving> begun = Optional.empty();
    private boolean done;

    Save(Durable state) {
      this.state = state;
    }
  }

  /** An expiry that is to come, unless it is replaced or cancelled first. */
  private record PendingTimer(TimerSet set, Runnable undo) {}

  /** A machine without a running node and with an empty disk. */
  public NodeHost(ClusterSpec spec, NodeId self, Ports ports, Trace trace) {
    this.spec = spec;
    this.self = self;
    this.members = spec.members();
    this.ports = ports;
    this.trace = trace;
  }

  /** The node that lives here. */
  public NodeId self() {
    return self;
  }

  /** Whether the node runs. */
  public boolean isRunning() {
    return node != null;
  }

  /**
   * Every variable of the node, in the paper's words.
   *
   * @throws IllegalStateException if the node is down
   */
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
    belief = NOTHING;
    Started started = trace.write(0, at -> new Started(at, self, address, ranBefore));
    ranBefore = true;
    handle(started, out -> node.onStart(out));
  }

  private ElectionNode newNode() {
    try {
      return spec.algorithm()
          .newNode(new NodeSetup(self, members, spec.timing(), spec.options(), disk));
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

  /** Whether the node stands still. */
  boolean isPaused() {
    return paused;
  }

  /** How often the node was paused: which pause it is in, if it is in one. */
  int pauses() {
    return pauses;
  }

  /** How often the node was started. */
  int lives() {
    return lives;
  }

  /** Empties the disk. To be called while the node is down. */
  void loseDisk() {
    disk = Optional.empty();
    trace.write(0, at -> new DiskLost(at, self));
  }

  /** Whether the node believes that it leads. */
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

  /** The names of the timers that are pending, in order. */
  SortedSet<String> pendingTimers() {
    return new TreeSet<>(timers.keySet());
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
      backlog.remove(0).handle().run();
    }
  }

  /**
   * The node is gone, by mistake, with its timers, all that it had in memory, and what it was still
   * saving. No-op if it is down.
   */
  public void crash(String reason) {
    crash(at -> Crashed.byMistake(at, self, reason));
  }

  /** The same, but because somebody asked for it or for another reason. */
  void crash(Function<Stamp, Crashed> event) {
    if (node == null) {
      return;
    }
    paused = false;
    timers.values().forEach(pending -> pending.undo().run());
    timers.clear();
    node = null;
    trace.write(0, event);
    loseUnsaved();
    backlog.forEach(waiting -> waiting.lose().run());
    backlog.clear();
  }

  private void loseUnsaved() {
    ports.fail();
    unsent.clear();
    Save first = unsaved.peek();
    if (first != null) {
      long begun = first.begun.map(Saving::number).orElse(0L);
      trace.write(begun, at -> new SaveLost(at, self, first.state));
      unsaved.clear();
    }
  }

  /**
   * Hands a message to the running node; if it is paused, when it resumes.
   *
   * @param sent how it set out
   * @param message what arrived
   * @param bytes the size of its frame on the wire, 0 if there was none
   * @throws IllegalStateException if the node is down
   */
  public void deliver(Sent sent, Message message, int bytes) {
    Runnable lose =
        () ->
            trace.write(
                sent.number(),
                at -> new Dropped(at, sent.from(), self, message, DropCause.CRASHED, bytes));
    handOver(sent, message, bytes, lose);
  }

  /**
   * Hands over a message once more. It has met its fate already: that this copy of it is lost, if
   * the node crashes while it is paused, is not traced.
   */
  void deliverAgain(Sent sent, Message message, int bytes) {
    handOver(sent, message, bytes, () -> {});
  }

  private void handOver(Sent sent, Message message, int bytes, Runnable lose) {
    if (node == null) {
      throw new IllegalStateException(self + " is down and cannot be handed " + message);
    }
    if (paused) {
      backlog.add(new Waiting(() -> handOver(sent, message, bytes, lose), lose));
      return;
    }
    handle(
        trace.write(sent.number(), at -> new Delivered(at, sent.from(), self, message, bytes)),
        out -> node.onMessage(sent.from(), message, out));
  }

  /**
   * Lets a pending timer expire now instead of later.
   *
   * @return whether that timer was pending
   */
  public boolean fire(Timer timer) {
    PendingTimer pending = timers.get(timer.name());
    if (pending == null) {
      return false;
    }
    pending.undo().run();
    expire(pending.set());
    return true;
  }

  private void expire(TimerSet set) {
    PendingTimer pending = timers.get(set.timer().name());
    if (pending == null || pending.set() != set) {
      return; // replaced or cancelled after its expiry was already on the way
    }
    if (paused) {
      backlog.add(new Waiting(() -> expire(set), () -> {}));
      return;
    }
    timers.remove(set.timer().name());
    handle(
        trace.write(set.number(), at -> new TimerFired(at, self, set.timer())),
        out -> node.onTimer(set.timer(), out));
  }

  private void handle(TraceEvent event, Consumer<Effects> rules) {
    Performer out = new Performer(event.number());
    try {
      rules.accept(out);
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError broken) {
      crash(brokenRule(spec, trace, broken)); // a rule recurses without end, or a class is missing
      throw broken;
    } finally {
      out.over = true;
    }
    Belief after = node.belief();
    if (!after.equals(belief)) {
      Belief before = belief;
      belief = after;
      trace.write(event.number(), at -> new BeliefChanged(at, self, before, after));
    }
  }

  /** A message may leave now; a node that stands still sends it when it goes on. */
  private void leave(Runnable departure) {
    if (paused) {
      unsent.add(departure);
    } else {
      departure.run();
    }
  }

  /** The oldest save is on the disk. */
  private void saved(Save save, long cause) {
    unsaved.remove(save);
    save.done = true;
    disk = Optional.of(save.state);
    long because = save.begun.map(Saving::number).orElse(cause);
    trace.write(because, at -> new Persisted(at, self, save.state));
  }

  /**
   * Why a node of which a rule threw is gone; a disk that was lost is to blame before the rule is.
   */
  static String brokenRule(ClusterSpec spec, Trace trace, Throwable broken) {
    return "a rule of " + spec.algorithm().name() + " is broken: " + broken + LostDisks.note(trace);
  }

  /** Performs the effects of one event, in order, and traces them. */
  private final class Performer implements Effects {
    private final long cause;
    private boolean over;

    Performer(long cause) {
      this.cause = cause;
    }

    @Override
    public void send(NodeId to, Message message) {
      checkInTime();
      if (to.equals(self) || to.value() > members.size()) {
        throw new IllegalArgumentException(self + " cannot send " + message + " to " + to);
      }
      ports.whenSaved(() -> leave(() -> ports.carry(sent(to, message))));
    }

    private Sent sent(NodeId to, Message message) {
      return trace.write(cause, at -> new Sent(at, self, to, message));
    }

    @Override
    public void setTimer(Timer timer, TimeRange delay) {
      checkInTime();
      forget(timer);
      long delayNanos = ports.draw(delay);
      TimerSet set = trace.write(cause, at -> new TimerSet(at, self, timer, delayNanos));
      Runnable undo = ports.wakeAfter(delayNanos, () -> expire(set));
      timers.put(timer.name(), new PendingTimer(set, undo));
    }

    @Override
    public void cancelTimer(Timer timer) {
      checkInTime();
      if (forget(timer)) {
        trace.write(cause, at -> new TimerCancelled(at, self, timer));
      }
    }

    @Override
    public void persist(Durable state) {
      checkInTime();
      Save save = new Save(state);
      unsaved.add(save);
      ports.saving(() -> saved(save, cause));
      if (!save.done) {
        save.begun = Optional.of(trace.write(cause, at -> new Saving(at, self, state)));
      }
    }

    @Override
    public void say(Reason reason) {
      checkInTime();
      trace.write(cause, at -> new Explained(at, self, reason));
    }

    private boolean forget(Timer timer) {
      PendingTimer pending = timers.remove(timer.name());
      if (pending == null) {
        return false;
      }
      pending.undo().run();
      return true;
    }

    private void checkInTime() {
      if (over) {
        throw new IllegalStateException(self + " kept its effects after the call was over");
      }
    }
  }
}
