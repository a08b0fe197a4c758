package quorate.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.HostedCluster;
import quorate.lab.cluster.NodeHost;
import quorate.lab.cluster.Packet;
import quorate.lab.cluster.Ports;
import quorate.lab.simulator.VirtualTime;
import quorate.lab.simulator.VirtualTime.Due;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * A cluster for tests: the same hosts as everywhere, driven by a queue of events in virtual time on
 * the caller's thread. Same spec and same calls, same trace.
 *
 * <p>A message takes a delay drawn from a range, each for itself, so that messages overtake each
 * other if the range is wide; with no delay they arrive in the order in which they were sent. With
 * {@link #powerCuts}, machines go down between any two messages that a node sends.
 */
public final class VirtualCluster extends HostedCluster {

  private final VirtualTime time;
  private final SplittableRandom chance;
  private TimeRange latency = TimeRange.fixed(Duration.ZERO);
  private double lossProbability;
  private double duplicateProbability;
  private Predicate<Sent> dropped = sent -> false;
  private Predicate<Sent> fatal = sent -> false;
  private double powerCutProbability;
  private final SortedMap<NodeId, Due> outages = new TreeMap<>();
  private TimeRange outage = TimeRange.fixed(Duration.ZERO);

  /** Ends the call of a node's rule in the middle: what it did before is done, the rest is not. */
  @SuppressWarnings("serial") // thrown and caught in this class
  private static final class PowerCut extends Error {
    PowerCut() {
      super("the power is gone", null, false, false);
    }
  }

  /** A cluster whose nodes are down as yet; messages arrive at once. */
  public VirtualCluster(ClusterSpec spec) {
    this(spec, new VirtualTime());
  }

  private VirtualCluster(ClusterSpec spec, VirtualTime time) {
    super(spec, time::nowNanos);
    this.time = time;
    this.chance = new SplittableRandom(~spec.seed());
    spec.members().forEach(member -> addHost(member, new VirtualPorts(member)));
  }

  /** From now on messages take a delay drawn from this range. */
  public VirtualCluster latency(TimeRange range) {
    latency = range;
    return this;
  }

  /** From now on each message is lost, and if not, repeated, with these probabilities. */
  public VirtualCluster mischief(double loss, double duplicate) {
    lossProbability = loss;
    duplicateProbability = duplicate;
    return this;
  }

  /** From now on messages that the predicate picks are lost. */
  public VirtualCluster dropping(Predicate<Sent> picked) {
    dropped = picked;
    return this;
  }

  /**
   * From now on a send may be the last thing that its sender does: with this probability its
   * machine goes down at once, in the middle of the rule that sends. It starts again from its disk
   * after a while.
   *
   * @param picked the messages with which that may happen
   * @param probability for each of these messages
   * @param length for how long the machine is down; no time at all is possible
   */
  public VirtualCluster powerCuts(Predicate<Sent> picked, double probability, TimeRange length) {
    fatal = picked;
    powerCutProbability = probability;
    outage = length;
    return this;
  }

  /** The machine of a member. */
  public NodeHost machine(NodeId node) {
    return host(node);
  }

  /**
   * Lets a pending timer of a node expire now.
   *
   * @throws IllegalStateException if it is not pending
   */
  public void fire(NodeId node, Timer timer) {
    onPower(
        node,
        () -> {
          if (!host(node).fire(timer)) {
            throw new IllegalStateException(timer + " of " + node + " is not pending");
          }
        });
  }

  /** Does what is due next, if anything is. Returns whether something was. */
  public boolean step() {
    return time.stepUntil(Long.MAX_VALUE);
  }

  /** Delivers what is on its way at this very moment, and what that leads to; no time passes. */
  public void deliverAll() {
    runUntil(() -> false, Duration.ZERO);
  }

  /** Lets time pass. */
  public void runFor(Duration duration) {
    runUntil(() -> false, duration);
  }

  /** Lets the cluster run until a condition holds or time is over; returns whether it held. */
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    long end = time.nowNanos() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (!time.stepUntil(end)) {
        time.pass(end);
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  @Override
  public void after(Duration delay, Runnable action) {
    time.plan(delay.toNanos(), action);
  }

  @Override
  protected void bringUp(SortedSet<NodeId> nodes) {
    nodes.forEach(this::bringUp);
  }

  private void bringUp(NodeId node) {
    Due end = outages.remove(node);
    if (end != null) {
      end.callOff(); // somebody starts it before the power is back
    }
    onPower(node, () -> started(node, "-"));
  }

  @Override
  protected void takeDown(NodeId node) {
    // nothing is held for a node: what is on its way finds out on arrival
  }

  /** A rule that throws ends the run; only a loss of power does not. */
  @Override
  protected void guarded(NodeId node, Runnable rules) {
    onPower(node, rules);
  }

  /** Runs what a machine does, as long as it has power. */
  private void onPower(NodeId node, Runnable action) {
    try {
      action.run();
    } catch (PowerCut cut) {
      crash(node, "lost power in the middle of a rule");
      Restart restart = new Restart(new TreeSet<>(List.of(node)));
      outages.put(node, time.plan(draw(outage), () -> inject(restart)));
    }
  }

  private Optional<DropCause> fateOf(Sent sent) {
    boolean lost = dropped.test(sent) || chance.nextDouble() < lossProbability;
    return lost ? Optional.of(DropCause.LOST) : Optional.empty();
  }

  private long draw(TimeRange range) {
    long width = range.width().toNanos();
    return range.min().toNanos() + (width == 0 ? 0 : chance.nextLong(width));
  }

  /** What a machine sees of this cluster. */
  private final class VirtualPorts implements Ports {
    private final NodeId self;
    private final Chance timerDraws;

    VirtualPorts(NodeId self) {
      this.self = self;
      this.timerDraws = Chance.ofNode(spec().seed(), self);
    }

    @Override
    public void carry(Sent sent) {
      boolean cut = fatal.test(sent) && chance.nextDouble() < powerCutProbability;
      Optional<DropCause> lost =
          cut && chance.nextBoolean() ? Optional.of(DropCause.CONNECTION_LOST) : fateOf(sent);
      if (lost.isPresent()) {
        time.plan(0, () -> drop(Packet.of(sent), lost.get()));
      } else {
        transport(sent);
        if (chance.nextDouble() < duplicateProbability) {
          transport(sent);
        }
      }
      if (cut) {
        throw new PowerCut();
      }
    }

    private void transport(Sent sent) {
      time.plan(
          VirtualCluster.this.draw(latency),
          () -> onPower(sent.to(), () -> arrive(Packet.of(sent))));
    }

    @Override
    public Runnable wakeAfter(long delayNanos, Runnable action) {
      return time.plan(delayNanos, () -> onPower(self, action))::callOff;
    }

    @Override
    public long draw(TimeRange range) {
      return timerDraws.draw(range);
    }
  }
}
