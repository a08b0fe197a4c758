package quorate.netty;

import java.util.Optional;
import quorate.netty.Frame.Data;
import quorate.netty.Frame.Hello;
import quorate.netty.Frame.Welcome;
import quorate.spi.NodeId;

/**
 * One node's end of one connection within a process: greets, and then hands what comes to its
 * endpoint. The node that dialled says {@link Hello} first, and the other end answers {@link
 * Welcome}; whatever else comes closes the connection. Used on the cluster's thread.
 */
final class Connection extends FrameHandler {

  private final Endpoint endpoint;
  private final Optional<Hello> ownHello;
  private Hello hello;

  /** The end of the node that dials, with its greeting; or of the one that is dialled. */
  Connection(Endpoint endpoint, Optional<Hello> ownHello) {
    this.endpoint = endpoint;
    this.ownHello = ownHello;
    this.hello = ownHello.orElse(null);
  }

  /** The number of the connection, the same at both ends once they have greeted each other. */
  long number() {
    return hello.connection();
  }

  /** Whether it is known who is at the other end, and which connection this is. */
  boolean isKnown() {
    return hello != null;
  }

  NodeId peer() {
    return isDialler() ? hello.to() : hello.from();
  }

  boolean isDialler() {
    return ownHello.isPresent();
  }

  @Override
  protected boolean onOpened() {
    return endpoint.onOpened(this);
  }

  @Override
  protected void greet() {
    ownHello.ifPresent(this::sendFrame);
  }

  @Override
  protected void onFrame(Frame frame, int bytes) {
    if (!isGreeted() && frame instanceof Hello other && !isDialler()) {
      endpoint.onHello(this, other);
    } else if (!isGreeted() && frame instanceof Welcome && isDialler()) {
      onGreeted();
    } else if (isGreeted() && frame instanceof Data data && data.from().equals(peer())) {
      endpoint.onData(data, bytes);
    } else if (isGreeted() && frame instanceof Data data) {
      reject("a message of " + data.from() + " on a connection to " + peer());
    } else {
      rejectFrame(frame);
    }
  }

  void welcome(Hello other) {
    hello = other;
    sendFrame(new Welcome());
    onGreeted();
  }

  private void onGreeted() {
    greeted();
    endpoint.onGreeted(this);
  }

  @Override
  protected void onClosed() {
    endpoint.onClosed(this);
  }

  @Override
  protected void onUnwritten(Data data, Throwable cause) {
    endpoint.onUnwritten(data, cause);
  }

  @Override
  protected void onRejected(String reason) {
    endpoint.onRejected(reason);
  }
}
