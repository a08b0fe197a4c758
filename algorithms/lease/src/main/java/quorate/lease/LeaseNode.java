package quorate.lease;

import static quorate.spi.Conditions.millis;
import static quorate.spi.NodeId.MANAGER;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.lease.LeaseMessage.Acquire;
import quorate.lease.LeaseMessage.Denied;
import quorate.lease.LeaseMessage.Granted;
import quorate.lease.LeaseMessage.Held;
import quorate.lease.LeaseMessage.Poll;
import quorate.lease.LeaseMessage.Release;
import quorate.lease.LeaseMessage.Renew;
import quorate.lease.LeaseMessage.Renewed;
import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * A contender for the lease. It leads while it holds the lease, and stops by its own timer, whether
 * it hears from the manager or not.
 *
 * <p>A contender has no clock to read. It starts a timer when it <em>sends</em> a request, and that
 * timer is what ends the lease that the answer brings: so the holder began to count before the
 * manager did. A renewal that is not confirmed yet must not extend the lease. So there are two
 * timers for leases. One ends the lease that is held; the other was started with the request that
 * is open, and takes the place of the first when the answer comes. If it expires first, the answer
 * is too late and has no effect. A request that is sent again keeps its number and its timer, and
 * at most one is open at a time.
 */
final class LeaseNode implements ElectionNode {

  static final Timer LEASE_A = new Timer("LEASE_A");
  static final Timer LEASE_B = new Timer("LEASE_B");

  /** When a follower takes the lease of the holder for over: it heard nothing of it for so long. */
  static final Timer LAPSE = new Timer("LAPSE");

  static final Timer RENEW = Timer.heartbeat("RENEW");
  static final Timer RETRY = Timer.heartbeat("RETRY");

  private final NodeSetup setup;
  private final NodeId self;
  private final LeaseTerms terms;
  private final LeaseState durable;

  // All else is volatile
  private Role role = Role.CANDIDATE;
  private NodeId holder;
  private long token;
  private long renewals;

  /** Whether it heard of the lease of that token no more for as long as one lasts. */
  private boolean lapsed;

  /** The number of the last request, and whether its answer is still of use. */
  private long number;

  private boolean open;

  /** Whether the time to renew came before the answer that allows it. */
  private boolean renewalDue;

  /** The timer that ends the lease that is held. */
  private Timer leaseEnds = LEASE_A;

  /** The election of its own in which it was granted the lease; empty if a poll was granted. */
  private String campaign = "";

  LeaseNode(NodeSetup setup, LeaseTerms terms) {
    this.setup = setup;
    this.self = setup.self();
    this.terms = terms;
    this.durable = LeaseState.next(setup);
  }

  @Override
  public void onStart(Effects out) {
    out.persist(durable);
    out.explain("asks for the lease because it starts");
    ask(out);
  }

  @Override
  public void onTimer(Timer timer, Effects out) {
    if (timer.equals(LEASE_A) || timer.equals(LEASE_B)) {
      onLeaseTimer(timer, out);
    } else if (timer.equals(RENEW)) {
      onRenewTimer(out);
    } else if (timer.equals(RETRY)) {
      onRetryTimer(out);
    } else if (timer.equals(LAPSE)) {
      onLapse(out);
    } else {
      throw new IllegalArgumentException("a contender for a lease has no timer " + timer);
    }
  }

  @Override
  public void onMessage(NodeId from, Message message, Effects out) {
    if (message instanceof Granted granted) {
      onGranted(granted, out);
    } else if (message instanceof Denied denied) {
      onDenied(denied, out);
    } else if (message instanceof Held held) {
      onHeld(held, out);
    } else if (message instanceof Renewed renewed) {
      onRenewed(renewed, out);
    } else {
      throw new IllegalArgumentException("a contender for a lease has no rule for " + message);
    }
  }

  /** The holder stops, and only then gives the lease back; then it waits like all others. */
  @Override
  public void onResign(Effects out) {
    out.explain("resigned on request: gives the lease back");
    stop(out);
    role = Role.FOLLOWER;
    out.send(MANAGER, new Release(token));
    out.setTimer(RETRY, anyPhase());
  }

  // Asking for the lease

  private void ask(Effects out) {
    openRequest(out);
    sendAgain(out);
  }

  /** A new request: the lease that it may bring counts from now on. */
  private void openRequest(Effects out) {
    number++;
    open = true;
    renewalDue = false;
    if (!terms.countsFromReply()) {
      out.setTimer(requestEnds(), TimeRange.fixed(terms.holderTime()));
    }
    out.setTimer(RENEW, TimeRange.fixed(terms.renew()));
  }

  /** Sends what is open, for the first time or again. */
  private void sendAgain(Effects out) {
    Message message =
        switch (role) {
          case FOLLOWER -> new Poll(request(), token);
          case CANDIDATE -> new Acquire(request(), lapsed ? token : 0, renewals);
          case LEADER -> new Renew(request(), token);
        };
    out.send(MANAGER, message);
    out.setTimer(RETRY, terms.retry());
  }

  private void onRetryTimer(Effects out) {
    if (open) {
      sendAgain(out);
    } else {
      ask(out);
    }
  }

  private void onGranted(Granted granted, Effects out) {
    if (!closes(granted.request(), out)) {
      return;
    }
    campaign = role == Role.CANDIDATE ? belief().round() : "";
    role = Role.LEADER;
    holder = self;
    token = granted.token();
    renewals = 0;
    lapsed = false;
    out.cancelTimer(LAPSE);
    out.explain(
        "holds the lease, token %d, for %s from %s on"
            .formatted(token, millis(terms.holderTime()), countedFrom()));
    beginLease(out);
  }

  private void onDenied(Denied denied, Effects out) {
    if (!closes(denied.request(), out)) {
      return;
    }
    if (role == Role.LEADER) {
      out.explain("does not hold the lease any more: the manager does not renew it");
      stop(out);
    }
    out.cancelTimer(requestEnds());
    out.cancelTimer(RENEW);
    token = denied.token();
    if (denied.holder() != null && !denied.holder().equals(self)) {
      out.explain("follows %s, which holds the lease, token %d".formatted(denied.holder(), token));
      follow(denied.holder(), denied.renewals(), out);
    }
  }

  /** The lease is held as before. Who knows what a contender saw before, sees what is new. */
  private void onHeld(Held held, Effects out) {
    if (!closes(held.request(), out)) {
      return;
    }
    out.cancelTimer(requestEnds());
    out.cancelTimer(RENEW);
    boolean same = held.renewals() == renewals && held.token() == token;
    if (!same || !terms.contendersFree()) {
      token = held.token();
      follow(held.holder(), held.renewals(), out);
    }
  }

  private void follow(NodeId other, long renewed, Effects out) {
    if (role == Role.CANDIDATE) {
      out.setTimer(RETRY, anyPhase());
    }
    role = Role.FOLLOWER;
    holder = other;
    renewals = renewed;
    lapsed = false;
    out.setTimer(LAPSE, TimeRange.fixed(terms.ttl()));
  }

  /** So contenders that start together do not ask together for ever. */
  private TimeRange anyPhase() {
    return new TimeRange(Duration.ZERO, terms.retry().max());
  }

  private void onLapse(Effects out) {
    out.explain(
        (terms.contendersFree()
                ? "saw %s renew its lease not once in %s"
                : "heard of %s no more for %s")
            .formatted(holder, millis(terms.ttl())));
    role = Role.CANDIDATE;
    holder = null;
    lapsed = true;
  }

  // Holding the lease

  /** The timer that was started with the request is the one that ends the lease from now on. */
  private void beginLease(Effects out) {
    leaseEnds = requestEnds();
    if (terms.countsFromReply()) {
      out.setTimer(leaseEnds, TimeRange.fixed(terms.holderTime()));
    }
    out.cancelTimer(RETRY);
    if (renewalDue) {
      renew(out);
    }
  }

  private void onRenewTimer(Effects out) {
    renewalDue = true;
    if (role == Role.LEADER && !open) {
      renew(out);
    }
  }

  private void renew(Effects out) {
    openRequest(out);
    sendAgain(out);
  }

  private void onRenewed(Renewed renewed, Effects out) {
    if (closes(renewed.request(), out)) {
      out.cancelTimer(leaseEnds);
      beginLease(out);
    }
  }

  private void onLeaseTimer(Timer timer, Effects out) {
    if (role == Role.LEADER && timer.equals(leaseEnds)) {
      out.explain(
          "stops: it counted %s from %s on, and no later one was confirmed"
              .formatted(millis(terms.holderTime()), countedFrom()));
      stop(out);
      ask(out);
    } else {
      out.explain("an answer to request " + request() + " would come too late from now on");
      open = false;
    }
  }

  /** From now on it does not lead, whatever answer is still to come. */
  private void stop(Effects out) {
    role = Role.CANDIDATE;
    holder = null;
    open = false;
    out.cancelTimer(LEASE_A);
    out.cancelTimer(LEASE_B);
    out.cancelTimer(RENEW);
  }

  // Requests and their answers

  private Request request() {
    return new Request(durable.life(), number);
  }

  /** The timer that was started with the open request. */
  private Timer requestEnds() {
    return leaseEnds.equals(LEASE_A) ? LEASE_B : LEASE_A;
  }

  /** Whether it is the answer that the contender waits for; then it waits for none any more. */
  private boolean closes(Request answered, Effects out) {
    if (!open || !answered.equals(request())) {
      out.ignore("the answer to request " + answered + ": it does not wait for it any more");
      return false;
    }
    open = false;
    return true;
  }

  private String countedFrom() {
    return terms.countsFromReply() ? "the answer" : "its request";
  }

  @Override
  public Belief belief() {
    OptionalLong epoch = token == 0 ? OptionalLong.empty() : OptionalLong.of(token);
    return switch (role) {
      case FOLLOWER -> Belief.follower(epoch, Optional.ofNullable(holder));
      case CANDIDATE ->
          Belief.candidate(epoch, token == 0 ? "any token" : "a token above " + token);
      case LEADER -> Belief.leader(epoch, self, campaign.isEmpty() ? "token " + token : campaign);
    };
  }

  @Override
  public Record state() {
    return new LeaseState.Inspection(
        durable.life(),
        role,
        holder,
        token,
        renewals,
        number,
        open,
        role == Role.LEADER ? leaseEnds.name() : null);
  }
}
