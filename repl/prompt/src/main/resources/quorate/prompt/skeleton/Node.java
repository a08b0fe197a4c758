package quorate.{{package}};

import java.util.Optional;
import java.util.OptionalLong;
import quorate.{{package}}.{{Class}}Message.Claim;
import quorate.{{package}}.{{Class}}Message.Heartbeat;
import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * One node of a small election, to be replaced rule by rule: a node that hears no leader in time
 * claims to lead, and when several lead, all follow the lowest.
 *
 * <p>Two nodes that cannot hear each other may both lead. Nothing survives a crash.
 */
final class {{Class}}Node implements ElectionNode {

  static final Timer ELECTION = new Timer("ELECTION");
  static final Timer HEARTBEAT = Timer.heartbeat("HEARTBEAT");

  private final NodeSetup setup;
  private final NodeId self;

  // Variables that are lost in a crash. One that must survive belongs into a record that implements
  // Durable: out.persist(it) before what depends on it is sent, and read setup.saved() below.
  private NodeId leader;
  private int claims;

  {{Class}}Node(NodeSetup setup) {
    this.setup = setup;
    this.self = setup.self();
  }

  /** The first thing that happens to a node; after a crash it happens to a new one. */
  @Override
  public void onStart(Effects out) {
    out.explain("waits for a leader");
    out.setTimer(ELECTION, setup.timing().election());
  }

  @Override
  public void onTimer(Timer timer, Effects out) {
    if (timer.equals(ELECTION)) {
      claim(out);
    } else if (timer.equals(HEARTBEAT)) {
      sendHeartbeats(out);
    } else {
      throw new IllegalArgumentException("{{name}} has no timer " + timer);
    }
  }

  @Override
  public void onMessage(NodeId from, Message message, Effects out) {
    if (message instanceof Claim) {
      onClaim(from, out);
    } else if (message instanceof Heartbeat) {
      onHeartbeat(from, out);
    } else {
      throw new IllegalArgumentException("{{name}} has no rule for " + message);
    }
  }

  /** The node steps down, and waits like all others for the next leader. */
  @Override
  public void onResign(Effects out) {
    out.explain("resigned on request");
    leader = null;
    out.cancelTimer(HEARTBEAT);
    out.setTimer(ELECTION, setup.timing().election());
  }

  // The rules: a method each

  /** No leader was heard in time: the node leads, and says so. */
  private void claim(Effects out) {
    out.explain("claims to lead: heard no leader in time");
    claims++;
    leader = self;
    setup.peers().forEach(peer -> out.send(peer, new Claim()));
    out.setTimer(HEARTBEAT, TimeRange.fixed(setup.timing().heartbeat()));
  }

  /** A node that claims has missed the old leader: it is followed, unless the node itself leads. */
  private void onClaim(NodeId from, Effects out) {
    if (leads() && from.isAbove(self)) {
      out.ignore("the claim of " + from + ": leads, and has the lower id");
    } else {
      follow(from, out);
    }
  }

  /** Of two that lead, the lower is followed; the leader itself steps down for it. */
  private void onHeartbeat(NodeId from, Effects out) {
    if (leader != null && from.isAbove(leader)) {
      out.ignore("the heartbeat of " + from + ": " + leader + " is lower");
    } else {
      follow(from, out);
    }
  }

  private void follow(NodeId other, Effects out) {
    leader = other;
    out.cancelTimer(HEARTBEAT);
    out.setTimer(ELECTION, setup.timing().election());
  }

  private void sendHeartbeats(Effects out) {
    setup.peers().forEach(peer -> out.send(peer, new Heartbeat()));
    out.setTimer(HEARTBEAT, TimeRange.fixed(setup.timing().heartbeat()));
  }

  private boolean leads() {
    return self.equals(leader);
  }

  // What others may ask: answers change nothing

  @Override
  public Belief belief() {
    OptionalLong noEpoch = OptionalLong.empty();
    return leads()
        ? Belief.leader(noEpoch, self, "claim " + claims + " of " + self)
        : Belief.follower(noEpoch, Optional.ofNullable(leader));
  }

  @Override
  public Record state() {
    return new {{Class}}State(leader, claims);
  }
}
