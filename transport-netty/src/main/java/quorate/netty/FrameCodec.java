package quorate.netty;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import quorate.lab.cluster.Messages;
import quorate.lab.store.StoreMessage;
import quorate.netty.Frame.Received;
import quorate.spi.Message;

/**
 * Frames as JSON and back: {@code {"data":{"from":1,"number":7,"message":{"type":"Vote",...}}}}. A
 * message is named on the wire by the simple name of its record; only the records of one
 * algorithm's sealed interface, and those of the store, are known, and nothing else can be made
 * from the wire. Stateless.
 */
@Sharable
public final class FrameCodec extends MessageToMessageCodec<ByteBuf, Frame> {

  private final ObjectReader reader;
  private final ObjectWriter writer;

  /**
   * @throws IllegalArgumentException if the type is not a sealed interface of records
   */
  public FrameCodec(Class<? extends Message> messageType) {
    super(ByteBuf.class, Frame.class);
    ObjectMapper mapper =
        StrictJson.builder()
            .addMixIn(Frame.class, NamedOutside.class)
            .addMixIn(Message.class, NamedInside.class)
            .build();
    for (Class<?> frame : Frame.class.getPermittedSubclasses()) {
      String name = frame.getSimpleName().toLowerCase(Locale.ROOT);
      mapper.registerSubtypes(new NamedType(frame, name));
    }
    Messages.of(messageType).forEach(message -> mapper.registerSubtypes(named(message)));
    Messages.of(StoreMessage.class).forEach(message -> mapper.registerSubtypes(named(message)));
    this.reader = mapper.readerFor(Frame.class);
    this.writer = mapper.writerFor(Frame.class);
  }

  @Override
  protected void encode(ChannelHandlerContext context, Frame frame, List<Object> out)
      throws JsonProcessingException {
    out.add(Unpooled.wrappedBuffer(writer.writeValueAsBytes(frame)));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws IOException {
    int length = bytes.readableBytes() + FramePipeline.LENGTH_BYTES;
    try (InputStream in = new ByteBufInputStream(bytes)) {
      Frame frame = reader.readValue(in);
      if (frame == null) {
        throw new IOException("null is not a frame");
      }
      out.add(new Received(frame, length));
    }
  }

  private static NamedType named(Class<?> message) {
    if (!message.isRecord()) {
      throw new IllegalArgumentException(
          "messages are the records of a sealed interface, and " + message.getName() + " is none");
    }
    return new NamedType(message, message.getSimpleName());
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  private abstract static class NamedOutside {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private abstract static class NamedInside {}
}
