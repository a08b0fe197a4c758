package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import quorate.netty.Frame.Data;
import quorate.netty.Frame.Hello;
import quorate.netty.Frame.Received;
import quorate.netty.Frame.Welcome;
import quorate.raft.RaftMessage;
import quorate.raft.RaftMessage.AppendEntries;
import quorate.spi.NodeId;

/** Bytes to frames, however TCP cuts them. */
class FramePipelineTest {

  private static final List<Frame> FRAMES =
      List.of(
          new Hello("\u00e4", new NodeId(1), new NodeId(2), 1),
          new Welcome(),
          new Data(new NodeId(1), 1, new AppendEntries(1, new NodeId(1))),
          new Data(new NodeId(1), 2, new AppendEntries(2, null)));

  @Test
  void frames_that_arrive_byte_by_byte_are_the_same_frames() {
    EmbeddedChannel channel = channel();
    ByteBuf wire = wire();
    while (wire.isReadable()) {
      channel.writeInbound(wire.readBytes(1));
    }
    wire.release();
    assertThat(received(channel)).isEqualTo(FRAMES);
  }

  @Test
  void frames_that_arrive_glued_together_are_the_same_frames() {
    EmbeddedChannel channel = channel();
    channel.writeInbound(wire());
    assertThat(received(channel)).isEqualTo(FRAMES);
  }

  @Test
  void a_frame_knows_how_many_bytes_it_took() {
    EmbeddedChannel channel = channel();
    ByteBuf wire = wire();
    int length = wire.readableBytes();
    channel.writeInbound(wire);
    int counted = 0;
    for (Received next = channel.readInbound(); next != null; next = channel.readInbound()) {
      counted += next.bytes();
    }
    assertThat(counted).isEqualTo(length);
  }

  @Test
  void a_frame_may_be_as_long_as_the_limit_and_not_one_byte_longer() {
    String welcome = "{\"welcome\":{}}";
    int padding = FramePipeline.MAX_FRAME_BYTES - welcome.length();
    EmbeddedChannel channel = channel();
    channel.writeInbound(framed(welcome + " ".repeat(padding - FramePipeline.LENGTH_BYTES)));
    assertThat(received(channel)).containsExactly(new Welcome());
    assertThatThrownBy(() -> channel().writeInbound(framed(welcome + " ".repeat(padding + 1))))
        .isInstanceOf(TooLongFrameException.class);
  }

  @Test
  void a_negative_length_is_refused() {
    assertThatThrownBy(() -> channel().writeInbound(Unpooled.copyInt(-1)))
        .isInstanceOf(DecoderException.class);
  }

  private static EmbeddedChannel channel() {
    FrameCodec codec = new FrameCodec(RaftMessage.class);
    return new EmbeddedChannel(new FramePipeline(codec, ChannelInboundHandlerAdapter::new));
  }

  private static ByteBuf framed(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return Unpooled.buffer().writeInt(bytes.length).writeBytes(bytes);
  }

  private static ByteBuf wire() {
    EmbeddedChannel channel = channel();
    FRAMES.forEach(channel::writeOutbound);
    ByteBuf wire = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      wire.writeBytes(part);
      part.release();
    }
    return wire;
  }

  private static List<Frame> received(EmbeddedChannel channel) {
    List<Frame> frames = new ArrayList<>();
    for (Received next = channel.readInbound(); next != null; next = channel.readInbound()) {
      frames.add(next.frame());
    }
    return frames;
  }
}
