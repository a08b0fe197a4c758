package quorate.lease;

import quorate.spi.Durable;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Role;

/**
 * What of a contender survives a crash.
 *
 * @param life how often it has started; so an answer to a request of an earlier life is known as
 *     one
 */
public record LeaseState(long life) implements Durable {

  /** The life that begins now. */
  static LeaseState next(NodeSetup setup) {
    long before = setup.saved().map(LeaseState.class::cast).map(LeaseState::life).orElse(0L);
    return new LeaseState(before + 1);
  }

  /**
   * Every variable of a contender, as {@code inspect} prints it.
   *
   * @param role follower (of the holder), candidate (it knows of no holder) or leader (it holds the
   *     lease)
   * @param holder who holds the lease, as far as it knows, or {@code null}
   * @param token the newest token that it knows, 0 if none
   * @param renewals how often the holder that it follows had renewed, when it heard of it last
   * @param request its last request
   * @param waits whether it waits for the answer
   * @param lease the timer at which the lease that it holds ends, or {@code null}
   */
  public record Inspection(
      long life,
      Role role,
      NodeId holder,
      long token,
      long renewals,
      long request,
      boolean waits,
      String lease) {}
}
