package quorate.netty.node;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Counts what goes over all connections of a node. Used on the node's thread. */
@Sharable
final class ByteCounter extends ChannelDuplexHandler {

  private long sent;
  private long received;

  long sent() {
    return sent;
  }

  long received() {
    return received;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      received += bytes.readableBytes();
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
    if (message instanceof ByteBuf bytes) {
      sent += bytes.readableBytes();
    }
    context.write(message, written);
  }
}
