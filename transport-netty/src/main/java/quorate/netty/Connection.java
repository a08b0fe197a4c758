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
import quorate.netty.Frame.Hello;
import quorate.netty.Frame.Letter;
import quorate.netty.Frame.Received;
import quorate.netty.Frame.Welcome;
import quorate.spi.NodeId;

/**
 * One node's end of one connection: greets, and then hands letters to the node. The node that
 * dialled says {@link Hello} first, and the other end answers {@link Welcome}; whatever else comes,
 * or nothing within two seconds, closes this one connection and is traced. Used on the cluster's
 * thread.
 */
final class Connection extends SimpleChannelInboundHandler<Received> {

  private static final long GREETING_SECONDS = 2;

  /** How much of what a stranger wrote may come into the trace. */
  private static final int REASON_CHARACTERS = 160;

  private final NettyNode node;
  private final Optional<Hello> ownHello;
  private Channel channel;
  private Hello hello;
  private Future<?> patience;
  private boolean greeted;
  private boolean over;

  private Connection(NettyNode node, Optional<Hello> ownHello) {
    super(Received.class);
    this.node = node;
    this.ownHello = ownHello;
    this.hello = ownHello.orElse(null);
  }

  /** The end of the node that dials. */
  static Connection dialling(NettyNode node, Hello hello) {
    return new Connection(node, Optional.of(hello));
  }

  /** The end of the node that is dialled. */
  static Connection accepting(NettyNode node) {
    return new Connection(node, Optional.empty());
  }

  /** The number of the connection, the same at both ends once they have greeted each other. */
  long number() {
    return hello.connection();
  }

  /** Whether the connection is known to have this number. */
  boolean hasNumber(long number) {
    return hello != null && hello.connection() == number;
  }

  /** The node at the other end. */
  NodeId peer() {
    return isDialler() ? hello.to() : hello.from();
  }

  /** Whether this end dialled. */
  boolean isDialler() {
    return ownHello.isPresent();
  }

  /** Sends a letter; what cannot be written is reported to the node. */
  void send(Letter letter) {
    channel
        .writeAndFlush(letter)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                node.onUnwritten(letter, written.cause());
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
    if (!node.onOpened(this)) {
      reset();
      return;
    }
    ownHello.ifPresent(context::writeAndFlush);
    patience =
        context
            .executor()
            .schedule(
                () -> reject("no greeting within " + GREETING_SECONDS + " s"),
                GREETING_SECONDS,
                TimeUnit.SECONDS);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Received received) {
    if (over) {
      return;
    }
    Frame frame = received.frame();
    if (!greeted && frame instanceof Hello other && !isDialler()) {
      onHello(other);
    } else if (!greeted && frame instanceof Welcome && isDialler()) {
      onGreeted();
    } else if (greeted && frame instanceof Letter letter) {
      if (!node.onLetter(this, letter, received.bytes())) {
        reject("a letter that nobody of this cluster sent: number " + letter.number());
      }
    } else {
      String what = frame.getClass().getSimpleName();
      reject(what + (greeted ? " after the greeting" : " in place of a greeting"));
    }
  }

  private void onHello(Hello other) {
    if (node.isLate(other)) {
      close();
      return;
    }
    Optional<String> objection = node.objectionTo(other);
    if (objection.isPresent()) {
      reject(objection.get());
      return;
    }
    hello = other;
    channel.writeAndFlush(new Welcome());
    onGreeted();
  }

  private void onGreeted() {
    greeted = true;
    patience.cancel(false);
    node.onGreeted(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    over = true;
    if (patience != null) {
      patience.cancel(false);
    }
    if (hello == null) {
      node.onClosedUngreeted(this);
    } else {
      node.onClosed(this);
    }
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

  private void reject(String reason) {
    if (!over) {
      close();
      node.onRejected(reason + ", from " + channel.remoteAddress());
    }
  }

  private static String firstLine(Throwable wrapped) {
    Throwable cause = wrapped.getCause() == null ? wrapped : wrapped.getCause();
    String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    String printable = line.replaceAll("[^ -~]", "?");
    return printable.substring(0, Math.min(printable.length(), REASON_CHARACTERS));
  }
}
