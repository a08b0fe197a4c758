package quorate.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import quorate.netty.Frame.Hello;
import quorate.netty.Frame.Letter;
import quorate.netty.Frame.Received;
import quorate.netty.Frame.Welcome;
import quorate.spi.NodeId;

/**
 * One node's end of one connection: greets, and then hands letters to the node. Whoever dialled
 * says {@link Hello} first, and the other end answers {@link Welcome}; whatever else comes, or
 * nothing within two seconds, closes this one connection and is traced. Used on the cluster's
 * thread.
 */
final class Connection extends SimpleChannelInboundHandler<Received> {

  private static final long GREETING_SECONDS = 2;

  private final NettyNode node;
  private final Optional<Hello> ownHello;
  private Channel channel;
  private Hello hello;
  private boolean greeted;

  private Connection(NettyNode node, Optional<Hello> ownHello) {
    super(Received.class);
    this.node = node;
    this.ownHello = ownHello;
    this.hello = ownHello.orElse(null);
  }

  /** The end of whoever dials. */
  static Connection dialling(NettyNode node, Hello hello) {
    return new Connection(node, Optional.of(hello));
  }

  /** The end of whoever is dialled. */
  static Connection accepting(NettyNode node) {
    return new Connection(node, Optional.empty());
  }

  /** The number of the connection, the same at both ends once they have greeted each other. */
  long number() {
    return hello.connection();
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
                node.onUnwritten(letter);
              }
            });
  }

  /** Closes the connection as a process that dies does: with a reset, unread bytes lost. */
  void reset() {
    if (channel != null) {
      if (channel.isActive()) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
      }
      channel.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    node.onOpened(this);
    ownHello.ifPresent(context::writeAndFlush);
    context.executor().schedule(this::checkGreeted, GREETING_SECONDS, TimeUnit.SECONDS);
  }

  private void checkGreeted() {
    if (!greeted && channel.isActive()) {
      reject("no greeting within " + GREETING_SECONDS + " s");
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Received received) {
    Frame frame = received.frame();
    if (!greeted && frame instanceof Hello other && !isDialler()) {
      onHello(other);
    } else if (!greeted && frame instanceof Welcome && isDialler()) {
      greeted = true;
      node.onGreeted(this);
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
    Optional<String> objection = node.objectionTo(other);
    if (objection.isPresent()) {
      reject(objection.get());
      return;
    }
    hello = other;
    greeted = true;
    node.onGreeted(this);
    channel.writeAndFlush(new Welcome());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    node.onClosed(this, greeted);
  }

  /** Bytes that are no frames close the connection; a reset by the other end just has. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      reject("a frame of more than " + FramePipeline.MAX_FRAME_BYTES + " bytes");
    } else if (cause instanceof DecoderException) {
      reject("a frame that is no message: " + firstLine(cause));
    } else {
      context.close();
    }
  }

  private void reject(String reason) {
    node.onRejected(reason + ", from " + channel.remoteAddress());
    channel.close();
  }

  private static String firstLine(Throwable wrapped) {
    Throwable cause = wrapped.getCause() == null ? wrapped : wrapped.getCause();
    String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return line.replaceAll("\\p{Cntrl}", "?");
  }
}
