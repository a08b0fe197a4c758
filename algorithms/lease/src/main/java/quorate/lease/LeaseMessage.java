package quorate.lease;

import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/**
 * What contenders and the manager say to each other. All of it is between a contender and the
 * manager: contenders never talk to each other.
 */
public sealed interface LeaseMessage extends Message
    permits LeaseMessage.Acquire,
        LeaseMessage.Granted,
        LeaseMessage.Denied,
        LeaseMessage.Poll,
        LeaseMessage.Held,
        LeaseMessage.Renew,
        LeaseMessage.Renewed,
        LeaseMessage.Release {

  /** That the lease is renewed, and that others look whether it is free, is the cost of idling. */
  @Override
  default Purpose purpose() {
    boolean idling =
        this instanceof Poll
            || this instanceof Held
            || this instanceof Renew
            || this instanceof Renewed;
    return idling ? Purpose.HEARTBEAT : Purpose.ELECTION;
  }

  /**
   * A contender that knows of no holder asks for the lease.
   *
   * @param over the token of the lease that it saw last, and takes to be over; 0 if it saw none
   * @param renewals how often that lease had been renewed when the contender saw it last
   */
  record Acquire(Request request, long over, long renewals) implements LeaseMessage {}

  /**
   * The lease is the asker's, from the moment at which it asked.
   *
   * @param token the number of this grant, higher than that of every earlier one
   */
  record Granted(Request request, long token) implements LeaseMessage {}

  /**
   * The lease is not the asker's.
   *
   * @param holder who holds it, or {@code null} if nobody does (then it was no lease to renew)
   * @param token the newest token that was given
   * @param renewals how often the lease of that token has been renewed
   */
  record Denied(Request request, NodeId holder, long token, long renewals)
      implements LeaseMessage {}

  /**
   * A contender that follows a holder asks for the lease, if it is free by now.
   *
   * @param token the token of the holder that it follows
   */
  record Poll(Request request, long token) implements LeaseMessage {}

  /** The answer to {@link Poll}: the lease is held as before. */
  record Held(Request request, NodeId holder, long token, long renewals) implements LeaseMessage {}

  /** The holder asks for another time to live, from now on. */
  record Renew(Request request, long token) implements LeaseMessage {}

  /** The holder has it. */
  record Renewed(Request request, long token) implements LeaseMessage {}

  /** The holder has stopped, and needs the lease no longer. */
  record Release(long token) implements LeaseMessage {}
}
