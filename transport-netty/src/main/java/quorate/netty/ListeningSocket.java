package quorate.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The port on which a node listens, from its opening to its closing, which may overtake each other.
 * Used on the cluster's thread.
 */
public final class ListeningSocket {

  /** How long a port that was just closed may take to be free. */
  private static final long FREE_MILLIS = 20;

  private final EventLoop loop;
  private final ChannelHandler accepted;
  private Channel listener;
  private InetSocketAddress address;
  private boolean closed;

  /**
   * @param accepted the pipeline of the connections that it accepts
   */
  public ListeningSocket(EventLoop loop, ChannelHandler accepted) {
    this.loop = loop;
    this.accepted = accepted;
  }

  /**
   * Opens a port of the loopback interface: the one that is wanted if that is free, or free in a
   * moment, else any.
   *
   * @param wanted a number, or 0 for any
   * @return fails if no port can be opened, or if this one is closed first
   */
  Future<Void> open(int wanted) {
    Promise<Void> opened = loop.newPromise();
    if (wanted == 0) {
      bind(loopback(0), opened, opened::setFailure);
    } else {
      Runnable any = () -> bind(loopback(0), opened, opened::setFailure);
      Runnable orAny = () -> bind(loopback(wanted), opened, taken -> any.run());
      bind(
          loopback(wanted),
          opened,
          notYetFree -> loop.schedule(orAny, FREE_MILLIS, TimeUnit.MILLISECONDS));
    }
    return opened;
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * Opens just this port, and no other.
   *
   * @return fails if it cannot be opened, or if it is closed first
   */
  public Future<Void> openAt(InetSocketAddress wanted) {
    Promise<Void> opened = loop.newPromise();
    bind(wanted, opened, opened::setFailure);
    return opened;
  }

  private void bind(InetSocketAddress wanted, Promise<Void> opened, Consumer<Throwable> otherwise) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop, loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(accepted)
            .bind(wanted);
    // If there are no descriptors left, it is another thread that tells.
    bound.addListener(done -> loop.execute(() -> onBound(bound, opened, otherwise)));
  }

  private void onBound(ChannelFuture bound, Promise<Void> opened, Consumer<Throwable> otherwise) {
    if (closed) {
      if (bound.isSuccess()) {
        bound.channel().close();
      }
      opened.setFailure(new ClosedChannelException());
    } else if (bound.isSuccess()) {
      listener = bound.channel();
      address = (InetSocketAddress) listener.localAddress();
      opened.setSuccess(null);
    } else {
      otherwise.accept(bound.cause());
    }
  }

  public boolean isOpen() {
    return listener != null && !closed;
  }

  /** Where the port is or was; {@code null} if it has not been open yet. */
  public InetSocketAddress address() {
    return address;
  }

  /** Closes the port, or sees to it that it does not open. */
  public void close() {
    closed = true;
    if (listener != null) {
      listener.close();
    }
  }
}
