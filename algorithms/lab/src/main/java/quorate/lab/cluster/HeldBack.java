package quorate.lab.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.cluster.Links.Fate;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Direction;

/**
 * The messages that have arrived and are handled later, because a fault makes them late. In one
 * direction of a link they keep their order, unless one is to be overtaken. Used on the cluster's
 * own thread.
 */
final class HeldBack {

  private final HostedCluster cluster;

  /** In each direction in which something waits, in the order of arrival. */
  private final SortedMap<Direction, Deque<Held>> inOrder = new TreeMap<>();

  private final Set<Held> overtaken = new LinkedHashSet<>();

  /**
   * A message that is handled in the same life of its receiver, or never.
   *
   * @param again whether it is the second of two; the first meets the one fate of the message
   */
  private record Held(Packet packet, boolean again, int life, long dueNanos) {}

  HeldBack(HostedCluster cluster) {
    this.cluster = cluster;
  }

  /** Delivers now or later, and not before what is held back in the same direction. */
  void handOver(Packet packet, boolean again, Fate fate) {
    if (fate.equals(Fate.GOOD) && inOrder.isEmpty()) {
      cluster.host(packet.to()).deliver(packet);
      return;
    }
    Direction direction = new Direction(packet.from(), packet.to());
    boolean waits = !fate.overtaken() && inOrder.containsKey(direction);
    long now = cluster.trace().nowNanos();
    long due = Delay.sum(now, fate.lateNanos());
    if (waits) {
      due = Math.max(due, inOrder.get(direction).getLast().dueNanos());
    }
    Held late = new Held(packet, again, cluster.host(packet.to()).lives(), due);
    Duration wait = Duration.ofNanos(due - now);
    if (fate.lateNanos() == 0 && !waits) {
      land(late);
    } else if (fate.overtaken()) {
      overtaken.add(late);
      cluster.after(wait, () -> landOvertaken(late));
    } else {
      inOrder.computeIfAbsent(direction, it -> new ArrayDeque<>()).add(late);
      cluster.after(wait, () -> landNext(direction));
    }
  }

  private void landOvertaken(Held late) {
    if (overtaken.remove(late)) {
      cluster.guarded(late.packet().to(), () -> land(late));
    }
  }

  /** Timers may run out late, and out of turn: whichever does lets the oldest message land. */
  private void landNext(Direction direction) {
    Deque<Held> queue = inOrder.getOrDefault(direction, new ArrayDeque<>());
    Held first = queue.poll();
    if (queue.isEmpty()) {
      inOrder.remove(direction);
    }
    if (first != null) {
      cluster.guarded(direction.to(), () -> land(first));
    }
  }

  /** A message is handled, unless the world has changed since it arrived. */
  private void land(Held late) {
    NodeHost receiver = cluster.host(late.packet().to());
    if (!receiver.isRunning()) {
      lose(late, DropCause.CRASHED);
    } else if (receiver.lives() != late.life()) {
      lose(late, DropCause.CONNECTION_LOST);
    } else if (!cluster.links().isUp(late.packet().from(), late.packet().to())) {
      lose(late, DropCause.CUT);
    } else if (late.again()) {
      receiver.deliverAgain(late.packet());
    } else {
      receiver.deliver(late.packet());
    }
  }

  private void lose(Held late, DropCause because) {
    if (!late.again()) {
      cluster.drop(late.packet(), because);
    }
  }

  /** Loses all, as the receivers are down. */
  void loseAll() {
    inOrder.values().forEach(queue -> queue.forEach(late -> lose(late, DropCause.CRASHED)));
    inOrder.clear();
    overtaken.forEach(late -> lose(late, DropCause.CRASHED));
    overtaken.clear();
  }
}
