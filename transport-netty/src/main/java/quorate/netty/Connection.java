package quorate.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import quorate.netty.Frame.Data;
import quorate.netty.Frame.Hello;
import quorate.netty.Frame.Received;
import quorate.netty.Frame.Welcome;
import quorate.spi.NodeId;

/**
 * One node's end of one connection: greets, and then hands what comes to its endpoint. The node
 * that dialled says {@link Hello} first, and the other end answers {@link Welcome}; whatever else
 * comes, or nothing within two seconds, closes this one connection and is reported. Used on the
 * cluster's thread.
 */
final class Connection extends SimpleChannelInboundHandler<Received> {

  private static final long GREETING_SECONDS = 2;

  /** How much of what a stranger wrote may come into the trace. */
  private static final int REASON_CHARACTERS = 160;

  private final Endpoint endpoint;
  private final Optional<Hello> ownHello;
  private Channel channel;
  private Hello hello;
  private Future<?> patience;
  private boolean greeted;
  private boolean over;

  /** The end of the node that dials, with its greeting; or of the one that is dialled. */
  Connection(Endpoint endpoint, Optional<Hello> ownHello) {
    super(Received.class);
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

  /** Sends a message; what cannot be written is reported. */
  void send(Data data) {
    channel
        .writeAndFlush(data)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                endpoint.onUnwritten(data, written.cause());
              }
            });
  }

  /** Closes the connection. What else has come off it is not looked at. */
  void close() {
    over = true;
    channel.close();
  }

  /** Closes the connection as a process that dies does: with a reset, unread bytes lost. */
  void reset() {
    try {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } catch (ChannelException closedAlready) {
      // The other end was faster.
    }
    close();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (!endpoint.onOpened(this)) {
      reset();
      return;
    }
    ownHello.ifPresent(context::writeAndFlush);
    Runnable late = () -> reject("no greeting within " + GREETING_SECONDS + " s");
    patience = context.executor().schedule(late, GREETING_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Received received) {
    if (over) {
      return;
    }
    Frame frame = received.frame();
    if (!greeted && frame instanceof Hello other && !isDialler()) {
      endpoint.onHello(this, other);
    } else if (!greeted && frame instanceof Welcome && isDialler()) {
      onGreeted();
    } else if (greeted && frame instanceof Data data && data.from().equals(peer())) {
      endpoint.onData(data, received.bytes());
    } else if (greeted && frame instanceof Data data) {
      reject("a message of " + data.from() + " on a connection to " + peer());
    } else {
      String what = frame.getClass().getSimpleName();
      reject(what + (greeted ? " after the greeting" : " in place of a greeting"));
    }
  }

  void welcome(Hello other) {
    hello = other;
    channel.writeAndFlush(new Welcome());
    onGreeted();
  }

  private void onGreeted() {
    greeted = true;
    patience.cancel(false);
    endpoint.onGreeted(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    over = true;
    if (patience != null) {
      patience.cancel(false);
    }
    endpoint.onClosed(this);
  }

  /** Bytes that are no frames close the connection; a reset by the other end just has. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      reject("a frame of more than " + FramePipeline.MAX_FRAME_BYTES + " bytes");
    } else if (cause instanceof DecoderException) {
      reject("a frame that is no message: " + firstLine(cause));
    } else {
      close();
    }
  }

  /** Closes the connection, and reports why; a closed one says nothing more. */
  void reject(String reason) {
    if (!over) {
      close();
      endpoint.onRejected(reason + ", from " + channel.remoteAddress());
    }
  }

  private static String firstLine(Throwable wrapped) {
    Throwable cause = wrapped.getCause() == null ? wrapped : wrapped.getCause();
    String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    String printable = line.replaceAll("[^ -~]", "?");
    return printable.substring(0, Math.min(printable.length(), REASON_CHARACTERS));
  }
}
