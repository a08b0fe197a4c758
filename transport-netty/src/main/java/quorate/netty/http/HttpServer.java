package quorate.netty.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Listens at a port, and lets a handler answer. A connection serves one request: a new one costs
 * next to nothing, and no request can hide behind another.
 */
public final class HttpServer implements AutoCloseable {

  /** The most bytes that a request may bring along. */
  static final int MAX_BODY = 64 * 1024;

  private static final int MAX_LINE = 4096;
  private static final int MAX_HEADERS = 8192;
  private static final int MOST_CONNECTIONS = 256;

  private final HttpSettings settings;
  private final MultiThreadIoEventLoopGroup loops;
  private final ThreadPoolExecutor workers;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private Channel listener;

  private HttpServer(HttpSettings settings) {
    this.settings = settings;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(settings.name(), true), NioIoHandler.newFactory());
    this.workers = settings.newWorkers();
  }

  /**
   * Opens a port of the loopback address.
   *
   * @param name what its threads are called
   * @param port a number, or 0 for any
   * @param handler is made for the port that it is
   * @throws IOException if the port cannot be had
   */
  public static HttpServer open(String name, int port, IntFunction<HttpHandler> handler)
      throws IOException {
    return open(HttpSettings.onLoopback(name, port), handler);
  }

  /**
   * Opens a port.
   *
   * @param handler is made for the port that it is
   * @throws IOException if the port cannot be had
   */
  public static HttpServer open(HttpSettings settings, IntFunction<HttpHandler> handler)
      throws IOException {
    HttpServer server = new HttpServer(settings);
    try {
      server.bind(handler);
      return server;
    } catch (IOException | RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  private void bind(IntFunction<HttpHandler> handler) throws IOException {
    Accepted accepted = new Accepted();
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, false) // until it is known who answers
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(accepted)
            .bind(settings.address())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(bound.cause().getMessage(), bound.cause());
    }
    listener = bound.channel();
    accepted.handler = handler.apply(port());
    listener.config().setAutoRead(true);
  }

  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** The IP address at which it listens. */
  public String host() {
    return ((InetSocketAddress) listener.localAddress()).getAddress().getHostAddress();
  }

  /** Closes the port and all connections, and ends the threads. Not on one of them. */
  @Override
  public void close() {
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
    open.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    workers.shutdownNow();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** What a byte goes through, from the wire inwards. */
  private final class Accepted extends ChannelInitializer<Channel> {
    private volatile HttpHandler handler;

    @Override
    protected void initChannel(Channel channel) {
      if (open.size() >= MOST_CONNECTIONS) {
        channel.close();
        return;
      }
      open.add(channel);
      channel
          .pipeline()
          .addLast("too slow a reader", new WriteTimeoutHandler(HttpSettings.WRITE_SECONDS))
          .addLast("HTTP", new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_HEADERS))
          .addLast("whole requests", new Whole())
          .addLast("request", new HttpConnection(handler, workers, settings));
    }
  }

  private static final class Whole extends HttpObjectAggregator {
    Whole() {
      super(MAX_BODY);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
      HttpConnection.refuse(context, HttpConnection.tooLarge());
    }
  }
}
