package quorate.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import quorate.netty.Frame.Data;
import quorate.netty.Frame.Received;

/**
 * One end of one connection between nodes: a node that does not greet within two seconds, or sends
 * what makes no sense, loses this one connection, and is reported. Used on the cluster's thread.
 */
public abstract class FrameHandler extends SimpleChannelInboundHandler<Received> {

  private static final long GREETING_SECONDS = 2;

  /** How much of what a stranger wrote may come into the trace. */
  private static final int REASON_CHARACTERS = 160;

  private Channel channel;
  private Future<?> patience;
  private boolean greeted;
  private boolean over;

  protected FrameHandler() {
    super(Received.class);
  }

  /** The connection is there; says whether it is wanted. */
  protected abstract boolean onOpened();

  /** The connection is wanted: the node that dialled greets. */
  protected abstract void greet();

  protected abstract void onFrame(Frame frame, int bytes);

  protected abstract void onClosed();

  /** What came off the connection made no sense, for that reason, and it is closed. */
  protected abstract void onRejected(String reason);

  /** A message could not be written, or not as a whole. */
  protected abstract void onUnwritten(Data data, Throwable cause);

  /** Sends a message; what cannot be written is reported. */
  public final void send(Data data) {
    write(data);
    flush();
  }

  /** Sends a message with the next {@link #flush}; what cannot be written is reported. */
  public final void write(Data data) {
    channel
        .write(data)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                onUnwritten(data, written.cause());
              }
            });
  }

  /** Sends what was written. */
  public final void flush() {
    channel.flush();
  }

  /** Sends what is not a message of a node. */
  protected final void sendFrame(Frame frame) {
    channel.writeAndFlush(frame);
  }

  /** Sends a last frame, and closes the connection behind it. */
  protected final void closeWith(Frame last) {
    over = true;
    channel.writeAndFlush(last).addListener(written -> channel.close());
  }

  /** Closes the connection. What else has come off it is not looked at. */
  public final void close() {
    over = true;
    channel.close();
  }

  /** Closes the connection as a process that dies does: with a reset, unread bytes lost. */
  public final void reset() {
    try {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } catch (ChannelException closedAlready) {
      // The other end was faster.
    }
    close();
  }

  /** The two ends know each other. */
  protected final void greeted() {
    greeted = true;
    patience.cancel(false);
  }

  public final boolean isGreeted() {
    return greeted;
  }

  /** Where the other end is, as the system says it. */
  public final String remote() {
    return String.valueOf(channel.remoteAddress()).replaceFirst("^.*/", "");
  }

  /** Whether nothing more is looked at. */
  protected final boolean isOver() {
    return over;
  }

  @Override
  public final void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  @Override
  public final void channelActive(ChannelHandlerContext context) {
    if (!onOpened()) {
      reset();
      return;
    }
    greet();
    Runnable late = () -> reject("no greeting within " + GREETING_SECONDS + " s");
    patience = context.executor().schedule(late, GREETING_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected final void channelRead0(ChannelHandlerContext context, Received received) {
    if (!over) {
      onFrame(received.frame(), received.bytes());
    }
  }

  /** A frame that may not come at this point closes the connection. */
  protected final void rejectFrame(Frame frame) {
    String what = frame.getClass().getSimpleName();
    reject(what + (greeted ? " after the greeting" : " in place of a greeting"));
  }

  @Override
  public final void channelInactive(ChannelHandlerContext context) {
    over = true;
    if (patience != null) {
      patience.cancel(false);
    }
    onClosed();
  }

  /** Bytes that are no frames close the connection; a reset by the other end just has. */
  @Override
  public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      reject("a frame of more than " + FramePipeline.MAX_FRAME_BYTES + " bytes");
    } else if (cause instanceof DecoderException) {
      reject("a frame that is no message: " + firstLine(cause));
    } else {
      close();
    }
  }

  /** Closes the connection, and reports why; a closed one says nothing more. */
  public final void reject(String reason) {
    if (!over) {
      close();
      onRejected(reason + ", from " + channel.remoteAddress());
    }
  }

  private static String firstLine(Throwable wrapped) {
    Throwable cause = wrapped.getCause() == null ? wrapped : wrapped.getCause();
    return printable(String.valueOf(cause.getMessage()));
  }

  /** The first line of what a stranger wrote, as far as it may be shown. */
  protected static String printable(String text) {
    String line = text.lines().findFirst().orElse("");
    String printable = line.replaceAll("[^ -~]", "?");
    return printable.substring(0, Math.min(printable.length(), REASON_CHARACTERS));
  }
}
