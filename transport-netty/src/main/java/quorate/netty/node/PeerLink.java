package quorate.netty.node;

import java.util.Optional;
import quorate.netty.Frame;
import quorate.netty.Frame.Alive;
import quorate.netty.Frame.Challenge;
import quorate.netty.Frame.Data;
import quorate.netty.Frame.Greeting;
import quorate.netty.Frame.Proof;
import quorate.netty.Frame.Refused;
import quorate.netty.Frame.Welcome;
import quorate.netty.FrameHandler;
import quorate.netty.node.Handshake.Role;
import quorate.spi.NodeId;

/**
 * This node's end of a connection to another process: {@link Greeting}, {@link Challenge}, {@link
 * Proof}, {@link Welcome}, and then messages. Used on the node's thread.
 */
final class PeerLink extends FrameHandler {

  private final ProcessEndpoint endpoint;
  private final Handshake handshake;
  private final Dial dial;
  private final String nonce;
  private String othersNonce = "";
  private String othersProcess = "";
  private NodeId peer;
  private boolean proved;
  private long heardNanos = System.nanoTime();

  /**
   * One end.
   *
   * @param dial for which it is opened; {@code null} at the end that is dialled
   */
  PeerLink(ProcessEndpoint endpoint, Handshake handshake, Dial dial) {
    this.endpoint = endpoint;
    this.handshake = handshake;
    this.dial = dial;
    this.nonce = handshake.nonce();
    this.peer = dial == null ? null : dial.target().id().orElse(null);
  }

  /** Who is at the other end, or is expected there; empty as long as nobody has said so. */
  Optional<NodeId> peer() {
    return Optional.ofNullable(peer);
  }

  /** The dial for which it was opened; empty at the end that was dialled. */
  Optional<Dial> dial() {
    return Optional.ofNullable(dial);
  }

  /** Whether the other end may take it for granted that this one wants the connection. */
  boolean isProved() {
    return proved;
  }

  /** Which process is at the other end, as soon as it has said so. */
  String othersProcess() {
    return othersProcess;
  }

  String nonce() {
    return nonce;
  }

  long heardNanos() {
    return heardNanos;
  }

  void sendAlive() {
    sendFrame(new Alive());
  }

  @Override
  protected boolean onOpened() {
    return endpoint.onOpened(this);
  }

  @Override
  protected void greet() {
    if (dial != null) {
      sendFrame(handshake.greeting(dial.target().id().orElse(null), nonce));
    }
  }

  @Override
  protected void onFrame(Frame frame, int bytes) {
    heardNanos = System.nanoTime();
    if (isGreeted()) {
      onTalk(frame, bytes);
    } else if (dial == null) {
      onDialled(frame);
    } else {
      onAnswered(frame);
    }
  }

  private void onTalk(Frame frame, int bytes) {
    if (frame instanceof Data data && data.from().equals(peer)) {
      endpoint.onData(data, bytes);
    } else if (frame instanceof Data data) {
      reject("a message of " + data.from() + " on a connection to " + peer);
    } else if (!(frame instanceof Alive)) {
      rejectFrame(frame);
    }
  }

  private void onDialled(Frame frame) {
    if (frame instanceof Greeting greeting && peer == null) {
      onGreeting(greeting);
    } else if (frame instanceof Proof proof && peer != null) {
      String expected = handshake.proof(Role.DIALLER, peer, endpoint.self(), othersNonce, nonce);
      Optional<String> objection = handshake.objectionTo(proof.digest(), expected, peer);
      if (objection.isPresent()) {
        refuse(objection.get());
      } else {
        sendFrame(new Welcome());
        greeted();
        endpoint.onLinked(this);
      }
    } else {
      rejectFrame(frame);
    }
  }

  private void onGreeting(Greeting greeting) {
    if (endpoint.isOwn(greeting)) {
      close();
      return;
    }
    Optional<String> objection =
        handshake.objectionTo(greeting).or(() -> endpoint.objectionTo(greeting));
    if (objection.isPresent()) {
      refuse(objection.get());
    } else if (endpoint.letsIn(greeting)) {
      peer = greeting.from();
      othersNonce = greeting.nonce();
      othersProcess = greeting.process();
      String proof = handshake.proof(Role.LISTENER, peer, endpoint.self(), othersNonce, nonce);
      sendFrame(new Challenge(endpoint.self(), handshake.process(), nonce, proof));
    } else {
      close();
    }
  }

  /** Says why, to the other end and in the trace, and closes the connection. */
  private void refuse(String reason) {
    closeWith(new Refused(reason));
    endpoint.onRefusing(reason, this);
  }

  private void onAnswered(Frame frame) {
    if (frame instanceof Challenge challenge && !proved) {
      onChallenge(challenge);
    } else if (frame instanceof Welcome && proved) {
      greeted();
      endpoint.onLinked(this);
    } else if (frame instanceof Refused refused) {
      close();
      endpoint.onRefused(dial, printable(refused.reason()));
    } else {
      rejectFrame(frame);
    }
  }

  private void onChallenge(Challenge challenge) {
    Optional<String> objection = endpoint.objectionTo(challenge, dial);
    if (objection.isEmpty()) {
      peer = challenge.from();
      othersProcess = challenge.process();
      String expected =
          handshake.proof(Role.LISTENER, endpoint.self(), peer, nonce, challenge.nonce());
      objection = handshake.objectionTo(challenge.proof(), expected, peer);
    }
    if (objection.isPresent()) {
      close();
      endpoint.onRefused(dial, objection.get());
    } else if (endpoint.goesOn(this)) {
      proved = true;
      sendFrame(
          new Proof(
              handshake.proof(Role.DIALLER, endpoint.self(), peer, nonce, challenge.nonce())));
    } else {
      close();
    }
  }

  @Override
  protected void onClosed() {
    endpoint.onClosed(this);
  }

  @Override
  protected void onRejected(String reason) {
    endpoint.onRejected(reason);
  }

  @Override
  protected void onUnwritten(Data data, Throwable cause) {
    endpoint.onUnwritten(peer, data, cause);
  }
}
