package quorate.netty.real;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import quorate.netty.node.HostPort;

/**
 * The wire between one client and one server: a port that passes bytes on. It can be cut in either
 * direction: then bytes stop where they are, and no connection is closed, as when a cable is
 * pulled; what TCP still has to say comes when the wire is whole again. All but the constructor on
 * the event loop.
 */
final class Wire {

  private final EventLoop loop;
  private final HostPort server;
  private final Channel listener;
  private final HostPort address;

  /** Clients that wait for the wire to be whole, or to be connected with the server. */
  private final Set<Channel> waiting = new LinkedHashSet<>();

  /** Of each client that is connected with the server, the other end. */
  private final Map<Channel, Channel> joined = new LinkedHashMap<>();

  private boolean fromClient = true;
  private boolean fromServer = true;
  private boolean refuses;

  /** Opens its port, and waits until it is open: not on the event loop. */
  Wire(EventLoop loop, HostPort server) {
    this.loop = loop;
    this.server = server;
    this.listener =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel client) {
                    accept(client);
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    InetSocketAddress bound = (InetSocketAddress) listener.localAddress();
    this.address = new HostPort(bound.getAddress().getHostAddress(), bound.getPort());
  }

  /** Where the client finds the server. */
  HostPort address() {
    return address;
  }

  private void accept(SocketChannel client) {
    if (refuses) {
      reset(client);
      return;
    }
    waiting.add(client);
    client.closeFuture().addListener(closed -> forget(client));
    if (fromClient && fromServer) {
      dial(client);
    }
  }

  private void forget(Channel client) {
    waiting.remove(client);
    joined.remove(client);
  }

  /** Connects a client with the server; one that comes while the wire is cut has to wait. */
  private void dial(Channel client) {
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(new Passing(client))
        .connect(server.host(), server.port())
        .addListener((ChannelFutureListener) dialled -> join(client, dialled));
  }

  private void join(Channel client, ChannelFuture dialled) {
    if (!dialled.isSuccess() || !waiting.remove(client)) {
      reset(client);
      reset(dialled.channel());
      return;
    }
    client.pipeline().addLast(new Passing(dialled.channel()));
    joined.put(client, dialled.channel());
    pass(fromClient, fromServer);
  }

  /** Which directions pass bytes from now on. */
  void pass(boolean clientToServer, boolean serverToClient) {
    boolean wasWhole = fromClient && fromServer;
    fromClient = clientToServer;
    fromServer = serverToClient;
    joined.forEach(
        (client, upstream) -> {
          client.config().setAutoRead(fromClient);
          upstream.config().setAutoRead(fromServer);
        });
    if (!wasWhole && fromClient && fromServer) {
      List.copyOf(waiting).forEach(this::dial);
    }
  }

  /**
   * Whether one of both ends is gone: then all connections are reset, and those that come are too.
   */
  void refuse(boolean refuse) {
    refuses = refuse;
    if (refuse) {
      resetAll();
    }
  }

  private void resetAll() {
    List.copyOf(joined.values()).forEach(Wire::reset);
    List.copyOf(joined.keySet()).forEach(Wire::reset);
    List.copyOf(waiting).forEach(Wire::reset);
  }

  void close() {
    refuse(true);
    listener.close();
  }

  private static void reset(Channel channel) {
    if (channel instanceof SocketChannel socket && socket.isActive()) {
      socket.config().setSoLinger(0);
    }
    channel.close();
  }

  /** Passes on what it reads; if one end is closed, so is the other. */
  private static final class Passing extends ChannelInboundHandlerAdapter {
    private final Channel other;

    Passing(Channel other) {
      this.other = other;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      other.writeAndFlush(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      other.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
      context.close();
    }
  }
}
