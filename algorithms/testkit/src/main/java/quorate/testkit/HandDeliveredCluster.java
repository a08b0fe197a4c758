package quorate.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.HostedCluster;
import quorate.lab.cluster.NodeHost;
import quorate.lab.cluster.Packet;
import quorate.lab.cluster.Ports;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * A cluster in the hand of a tester: a message waits until it is delivered, lost or repeated by
 * hand, and a timer until it is fired. No time passes. The hosts are the same as everywhere, and
 * all happens on the caller's thread.
 */
final class HandDeliveredCluster extends HostedCluster {

  private final List<Sent> onTheirWay = new ArrayList<>();

  HandDeliveredCluster(ClusterSpec spec) {
    super(spec, () -> 0);
    spec.hosts().forEach(member -> addHost(member, new HandPorts()));
  }

  NodeHost machine(NodeId node) {
    return host(node);
  }

  /** All messages that wait, oldest first. */
  List<Sent> onTheirWay() {
    return List.copyOf(onTheirWay);
  }

  /** A message that waits arrives. It is dropped if its link is cut or its receiver is down. */
  void deliver(Sent sent) {
    take(sent);
    arrive(Packet.of(sent));
  }

  void lose(Sent sent) {
    take(sent);
    drop(Packet.of(sent), DropCause.LOST);
  }

  /** A message that waits is there twice from now on; the copy is the newest of all. */
  void duplicate(Sent sent) {
    onTheirWay.add(sent);
  }

  private void take(Sent sent) {
    if (!onTheirWay.remove(sent)) {
      throw new IllegalArgumentException(sent.message() + " is not on its way");
    }
  }

  @Override
  public void after(Duration delay, Runnable action) {
    throw new UnsupportedOperationException("no time passes in a cluster that is run by hand");
  }

  /** {@inheritDoc} Here it is the tester who has to know. */
  @Override
  protected void guarded(NodeId node, Runnable rules) {
    rules.run();
  }

  @Override
  protected void bringUp(SortedSet<NodeId> nodes) {
    nodes.forEach(node -> started(node, "-"));
  }

  @Override
  protected void takeDown(NodeId node) {
    // nothing is held for a node: what is on its way finds out on arrival
  }

  /** What a machine sees of this cluster: all draws are the shortest delay, and none runs out. */
  private final class HandPorts implements Ports {
    @Override
    public void carry(Sent sent) {
      onTheirWay.add(sent);
    }

    @Override
    public Runnable wakeAfter(TimerSet timer, Runnable action) {
      return () -> {};
    }

    @Override
    public long draw(TimeRange range) {
      return range.min().toNanos();
    }
  }
}
