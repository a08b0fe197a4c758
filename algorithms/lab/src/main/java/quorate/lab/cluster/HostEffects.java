package quorate.lab.cluster;

import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Reason;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/** What a node does within one call, performed by its machine. Used on the cluster's own thread. */
final class HostEffects implements Effects {

  private final ClusterSpec spec;
  private final NodeId self;
  private final Trace trace;
  private final NodeTimers timers;
  private final NodeDisk disk;
  private final Sender sender;
  private final long cause;
  private boolean over;

  /** Lets a message leave the machine as soon as it may. */
  @FunctionalInterface
  interface Sender {
    void send(NodeId to, Message message, long cause);
  }

  /**
   * The effects of one call.
   *
   * @param cause the number of the event that the node handles
   */
  HostEffects(
      ClusterSpec spec,
      NodeId self,
      Trace trace,
      NodeTimers timers,
      NodeDisk disk,
      Sender sender,
      long cause) {
    this.spec = spec;
    this.self = self;
    this.trace = trace;
    this.timers = timers;
    this.disk = disk;
    this.sender = sender;
    this.cause = cause;
  }

  /** The call is over. */
  void end() {
    over = true;
  }

  @Override
  public void send(NodeId to, Message message) {
    checkInTime();
    if (to.equals(self) || !spec.hasHost(to)) {
      throw new IllegalArgumentException(self + " cannot send " + message + " to " + to);
    }
    sender.send(to, message, cause);
  }

  @Override
  public void setTimer(Timer timer, TimeRange delay) {
    checkInTime();
    timers.set(timer, delay, cause);
  }

  @Override
  public void cancelTimer(Timer timer) {
    checkInTime();
    timers.cancel(timer, cause);
  }

  @Override
  public void persist(Durable state) {
    checkInTime();
    disk.save(state, cause);
  }

  @Override
  public void say(Reason reason) {
    checkInTime();
    trace.write(cause, at -> new Explained(at, self, reason));
  }

  private void checkInTime() {
    if (over) {
      throw new IllegalStateException(self + " kept its effects after the call was over");
    }
  }
}
