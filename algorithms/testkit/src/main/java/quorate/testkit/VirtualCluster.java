package quorate.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.NodeHost;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * A simulated cluster for tests: its time is short to type, and a rule that throws ends the test.
 */
public final class VirtualCluster extends SimulatedCluster {

  private static final Duration AGES = Duration.ofDays(1);

  /** Messages arrive at once. */
  public VirtualCluster(ClusterSpec spec) {
    this(spec, TimeRange.fixed(Duration.ZERO));
  }

  public VirtualCluster(ClusterSpec spec, TimeRange latency) {
    super(spec, Network.DEFAULT.withLatency(new Delay.Uniform(latency)), false);
  }

  public NodeHost machine(NodeId node) {
    return host(node);
  }

  /**
   * Lets a pending timer of a node expire now.
   *
   * @throws IllegalStateException if it is not pending
   */
  public void fire(NodeId node, Timer timer) {
    if (!host(node).fire(timer)) {
      throw new IllegalStateException(timer + " of " + node + " is not pending");
    }
  }

  /** Runs until the next event in the trace. Returns whether there was one. */
  public boolean step() {
    long before = trace().last();
    return runUntil(() -> trace().last() > before, AGES);
  }

  /** Delivers what is on its way at this very moment, and what that leads to; no time passes. */
  public void deliverAll() {
    runFor(Duration.ZERO);
  }

  @Override
  public void runFor(Duration duration) {
    runUntil(() -> false, duration);
  }

  /** Lets the cluster run until a condition holds or time is over; returns whether it held. */
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    try {
      return super.runUntil(live -> condition.getAsBoolean(), limit);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Override
  protected void guarded(NodeId node, Runnable rules) {
    rules.run();
  }
}
