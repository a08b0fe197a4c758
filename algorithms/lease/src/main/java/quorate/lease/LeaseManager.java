package quorate.lease;

import static quorate.spi.Conditions.millis;

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
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * The node that grants the lease, to one contender at a time. It never leads, and there is one of
 * it: while it is down, nobody is granted a lease, and a lease that ends is not renewed.
 *
 * <p>It grants by compare-and-set: only if nobody holds the lease. It counts the time to live from
 * the moment at which it grants or renews, with a timer of its own; the holder began to count
 * before that, when it asked. Every grant has a token, one higher than the last, and the token is
 * on the disk before the grant leaves: so a resource can tell an older holder from a newer one.
 * When leases end is not on the disk. A manager that restarts takes the newest lease for one that
 * was renewed just now, and so waits one whole lease before it grants to somebody else. If its disk
 * is lost as well, it takes itself for new: it grants at once, and gives tokens that it gave
 * before; then there may be two holders, and their tokens do not tell which is newer.
 */
final class LeaseManager implements ElectionNode {

  static final Timer EXPIRY = new Timer("EXPIRY");

  // the rules by which it refuses
  static final String LEASE_HELD = "lease held";
  static final String NOT_THE_HOLDER = "not the holder";

  private final NodeSetup setup;
  private final LeaseTerms terms;
  private ManagerState lease;

  /** The newest request of the holder that was answered. Volatile. */
  private Request answered;

  LeaseManager(NodeSetup setup, LeaseTerms terms) {
    this.setup = setup;
    this.terms = terms;
    this.lease = ManagerState.of(setup);
    this.answered = lease.request();
  }

  @Override
  public void onStart(Effects out) {
    if (setup.saved().isEmpty()) {
      out.explain("finds no token on its disk: nobody holds the lease");
    } else if (terms.forgets() && lease.holder() != null) {
      out.explain("grants at once: it forgot that %s holds a lease".formatted(lease.holder()));
      lease = lease.freed();
    } else if (lease.holder() != null && !terms.contendersFree()) {
      out.explain(
          "forgot when the lease of %s ends, and grants no other for %s"
              .formatted(lease.holder(), millis(terms.ttl())));
      startExpiry(out);
    }
  }

  @Override
  public void onMessage(NodeId from, Message message, Effects out) {
    if (message instanceof Acquire acquire) {
      onAcquire(from, acquire, out);
    } else if (message instanceof Poll poll) {
      onPoll(from, poll, out);
    } else if (message instanceof Renew renew) {
      onRenew(from, renew, out);
    } else if (message instanceof Release release) {
      onRelease(from, release, out);
    } else {
      throw new IllegalArgumentException("a lease manager has no rule for " + message);
    }
  }

  @Override
  public void onTimer(Timer timer, Effects out) {
    if (!timer.equals(EXPIRY)) {
      throw new IllegalArgumentException("a lease manager has no timer " + timer);
    }
    out.explain(
        "frees the lease of %s: it was not renewed for %s"
            .formatted(lease.holder(), millis(terms.ttl())));
    lease = lease.freed();
  }

  // Asking for the lease

  private void onAcquire(NodeId asker, Acquire acquire, Effects out) {
    if (isOld(asker, acquire.request(), out)) {
      return;
    }
    Optional<String> why = whyGranted(asker, acquire.over(), acquire.renewals());
    if (why.isPresent()) {
      grant(asker, acquire.request(), why.get(), out);
    } else {
      deny(asker, acquire.request(), out);
    }
  }

  private void onPoll(NodeId asker, Poll poll, Effects out) {
    if (isOld(asker, poll.request(), out)) {
      return;
    }
    Optional<String> why = whyGranted(asker, 0, 0);
    if (why.isPresent()) {
      grant(asker, poll.request(), why.get(), out);
    } else if (poll.token() != lease.token()) {
      deny(asker, poll.request(), out);
    } else {
      out.send(asker, new Held(poll.request(), lease.holder(), lease.token(), lease.renewals()));
    }
  }

  /**
   * The holder's request came before, or a newer one did. An answer may have been lost, so the same
   * request gets the same answer; it counts from when it was sent first.
   */
  private boolean isOld(NodeId asker, Request request, Effects out) {
    if (!asker.equals(lease.holder()) || request.isNewerThan(answered)) {
      return false;
    }
    if (request.equals(lease.request()) && request.equals(answered)) {
      out.explain("answers request " + request + " of " + asker + " again");
      out.send(asker, new Granted(request, lease.token()));
    } else {
      out.ignore("request " + request + " of " + asker + ": it has answered newer ones");
    }
    return true;
  }

  /** Why a contender gets the lease; empty if it does not. */
  private Optional<String> whyGranted(NodeId asker, long over, long renewals) {
    NodeId holder = lease.holder();
    if (holder == null) {
      return Optional.of("nobody holds it");
    } else if (asker.equals(holder)) {
      return Optional.of("it asks again, so it holds token " + lease.token() + " no longer");
    } else if (terms.unconditional()) {
      return Optional.of("without a look at " + holder + ", which holds it");
    }
    boolean unchanged = over == lease.token() && renewals == lease.renewals();
    return terms.contendersFree() && unchanged
        ? Optional.of(asker + " saw no renewal by " + holder + " for " + millis(terms.ttl()))
        : Optional.empty();
  }

  private void grant(NodeId asker, Request request, String why, Effects out) {
    lease = lease.grantedTo(asker, request);
    answered = request;
    out.explain("grants the lease to %s, token %d: %s".formatted(asker, lease.token(), why));
    out.persist(lease);
    startExpiry(out);
    out.send(asker, new Granted(request, lease.token()));
  }

  private void deny(NodeId asker, Request request, Effects out) {
    out.refuse(
        asker,
        LEASE_HELD,
        "%s the lease: %s holds it, token %d".formatted(asker, lease.holder(), lease.token()));
    sendDenied(asker, request, out);
  }

  private void sendDenied(NodeId asker, Request request, Effects out) {
    out.send(asker, new Denied(request, lease.holder(), lease.token(), lease.renewals()));
  }

  // Keeping the lease, and giving it back

  private void onRenew(NodeId from, Renew renew, Effects out) {
    boolean holds = holds(from, renew.token());
    if (!holds && !terms.unconditional()) {
      out.refuse(
          from,
          NOT_THE_HOLDER,
          "%s a renewal of token %d: %s".formatted(from, renew.token(), whatHolds()));
      sendDenied(from, renew.request(), out);
      return;
    }
    if (holds && answered != null && answered.isNewerThan(renew.request())) {
      out.ignore("request " + renew.request() + " of " + from + ": it has answered newer ones");
      return;
    }
    if (!holds) {
      out.explain("renews token %d without a look at who holds the lease".formatted(renew.token()));
    } else if (renew.request().isNewerThan(answered)) {
      answered = renew.request();
      lease = lease.renewed();
      saveIfContendersLook(out);
      startExpiry(out);
    } // or else the answer was lost: it is given again, and counts from the first request
    out.send(from, new Renewed(renew.request(), renew.token()));
  }

  private void onRelease(NodeId from, Release release, Effects out) {
    if (holds(from, release.token())) {
      out.explain("frees the lease: " + from + " gives it back");
      lease = lease.freed();
      saveIfContendersLook(out);
      out.cancelTimer(EXPIRY);
    } else {
      out.ignore("the release of token %d by %s: %s".formatted(release.token(), from, whatHolds()));
    }
  }

  private boolean holds(NodeId contender, long token) {
    return contender.equals(lease.holder()) && token == lease.token();
  }

  private String whatHolds() {
    return lease.holder() == null
        ? "nobody holds the lease"
        : "%s holds the lease, token %d".formatted(lease.holder(), lease.token());
  }

  /** Where contenders watch the lease, it must not change under them when the manager restarts. */
  private void saveIfContendersLook(Effects out) {
    if (terms.contendersFree()) {
      out.persist(lease);
    }
  }

  private void startExpiry(Effects out) {
    if (!terms.contendersFree()) {
      out.setTimer(EXPIRY, TimeRange.fixed(terms.ttl()));
    }
  }

  /** It believes what it granted. */
  @Override
  public Belief belief() {
    return lease.token() == 0
        ? Belief.NOTHING
        : Belief.follower(OptionalLong.of(lease.token()), Optional.ofNullable(lease.holder()));
  }

  @Override
  public Record state() {
    return new ManagerState.Inspection(lease.token(), lease.holder(), lease.renewals(), answered);
  }
}
