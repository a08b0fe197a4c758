package quorate.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import java.util.function.Supplier;

/** What a byte goes through on a connection, from the wire inwards. */
public final class FramePipeline extends ChannelInitializer<Channel> {

  /** How many bytes before each frame say how long it is. */
  static final int LENGTH_BYTES = 4;

  /** The longest frame that is read, without its length; real ones have some 100 bytes. */
  static final int MAX_FRAME_BYTES = 16 * 1024;

  private final FrameCodec codec;
  private final Supplier<ChannelHandler> connection;

  /**
   * @param connection makes the handler that speaks for the node on one connection
   */
  public FramePipeline(FrameCodec codec, Supplier<ChannelHandler> connection) {
    this.codec = codec;
    this.connection = connection;
  }

  @Override
  protected void initChannel(Channel channel) {
    channel
        .pipeline()
        .addLast(
            "bytes to frames",
            new LengthFieldBasedFrameDecoder(MAX_FRAME_BYTES, 0, LENGTH_BYTES, 0, LENGTH_BYTES))
        .addLast("frames to bytes", new LengthFieldPrepender(LENGTH_BYTES))
        .addLast("JSON", codec)
        .addLast("node", connection.get());
  }
}
