package quorate.nodes.cluster;

import java.util.ArrayList;
import java.util.List;
import quorate.netty.node.HostPort;
import quorate.netty.node.JsonClient;
import quorate.spi.NodeId;

/** What is known of the machine of one node, and of its present process. On one thread. */
final class Machine {

  /** What a node does, as far as it was ordered. */
  enum State {
    DOWN,
    STARTING,
    UP
  }

  final NodeId node;
  final HostPort listen;
  State state = State.DOWN;
  boolean paused;
  int pauses;
  long heardNanos;

  /** What to add to the times of its process, if that is not ours, and from when they count. */
  long offsetNanos;

  long originNanos;

  /** How many seconds its clock counts in one second; a process that starts is told. */
  double clockRate = 1;

  /** The present process, or the last one; {@code null} before the first, or if it is not ours. */
  NodeJvm jvm;

  JsonClient client;
  TraceFollower follower;

  /** Every variable of the node, as it was before a pause; {@code null} if it was not looked at. */
  Record lastState;

  /** What has to wait until the node goes on. */
  final List<Runnable> whenResumed = new ArrayList<>();

  Machine(NodeId node, HostPort listen) {
    this.node = node;
    this.listen = listen;
  }

  /** Its process is no more. */
  void isGone() {
    state = State.DOWN;
    paused = false;
    whenResumed.clear();
  }

  boolean answers() {
    return state == State.UP && !paused && client != null;
  }
}
