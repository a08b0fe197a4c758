package quorate.lease;

import quorate.spi.Durable;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;

/**
 * The newest grant of a manager, which is on its disk before the grant leaves it. When the lease
 * ends is not: a manager that restarts has forgotten that.
 *
 * @param token the newest token that was given; 0 if none was
 * @param holder to whom, or {@code null} if nobody holds the lease any more
 * @param request which request the grant answers, or {@code null}
 * @param renewals how often the lease has been renewed; on the disk only with {@code
 *     frees=contenders}
 */
public record ManagerState(long token, NodeId holder, Request request, long renewals)
    implements Durable {

  /** What a manager had saved; or, of one that never ran, that it gave no token. */
  static ManagerState of(NodeSetup setup) {
    return setup.saved().map(ManagerState.class::cast).orElse(new ManagerState(0, null, null, 0));
  }

  ManagerState grantedTo(NodeId asker, Request asked) {
    return new ManagerState(token + 1, asker, asked, 0);
  }

  ManagerState renewed() {
    return new ManagerState(token, holder, request, renewals + 1);
  }

  ManagerState freed() {
    return new ManagerState(token, null, null, renewals);
  }

  /**
   * Every variable of a manager, as {@code inspect} prints it.
   *
   * @param answered the newest request of the holder that was answered, or {@code null}
   */
  public record Inspection(long token, NodeId holder, long renewals, Request answered) {}
}
