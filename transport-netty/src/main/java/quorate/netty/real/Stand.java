package quorate.netty.real;

import java.util.List;
import quorate.netty.node.HostPort;
import quorate.spi.NodeId;

/** One host of a cluster of a real system: a contender, or the servers. On the cluster's thread. */
final class Stand {

  /** What it does, as far as it was ordered. */
  enum State {
    DOWN,
    STARTING,
    UP
  }

  final NodeId node;

  /** Between a contender and each server; none of the servers themselves. */
  final List<Wire> wires;

  State state = State.DOWN;
  boolean ranBefore;
  int pauses;

  /** The present life of a contender, or the last one; {@code null} before the first. */
  ContenderHost host;

  Contender contender;

  Stand(NodeId node, List<Wire> wires) {
    this.node = node;
    this.wires = wires;
  }

  boolean isPaused() {
    return state == State.UP && host != null && host.isPaused();
  }

  List<HostPort> addresses() {
    return wires.stream().map(Wire::address).toList();
  }
}
