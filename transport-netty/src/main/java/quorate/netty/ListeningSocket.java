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
 * The loopback port on which a node listens, from its opening to its closing, which may overtake
 * each other. Used on the cluster's thread.
 */
final class ListeningSocket {

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
  ListeningSocket(EventLoop loop, ChannelHandler accepted) {
    this.loop = loop;
    this.accepted = accepted;
  }

  /**
   * Opens the port: the one that is wanted if that is free, or free in a moment, else any.
   *
   * @param wanted a number, or 0 for any
   * @return fails if no port can be opened, or if this one is closed first
   */
  Future<Void> open(int wanted) {
    Promise<Void> opened = loop.newPromise();
    if (wanted == 0) {
      bind(0, opened, opened::setFailure);
    } else {
      Runnable orAny = () -> bind(wanted, opened, taken -> bind(0, opened, opened::setFailure));
      bind(wanted, opened, notYetFree -> loop.schedule(orAny, FREE_MILLIS, TimeUnit.MILLISECONDS));
    }
    return opened;
  }

  private void bind(int number, Promise<Void> opened, Consumer<Throwable> otherwise) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop, loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(accepted)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
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

  boolean isOpen() {
    return listener != null && !closed;
  }

  /** Where the port is or was; {@code null} if it has not been open yet. */
  InetSocketAddress address() {
    return address;
  }

  /** Closes the port, or sees to it that it does not open. */
  void close() {
    closed = true;
    if (listener != null) {
      listener.close();
    }
  }
}
