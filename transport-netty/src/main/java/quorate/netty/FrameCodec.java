package quorate.netty;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.type.LogicalType;
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
import quorate.netty.Frame.Data;
import quorate.netty.Frame.Hello;
import quorate.netty.Frame.Received;
import quorate.netty.Frame.Welcome;
import quorate.spi.Message;
import quorate.spi.NodeId;

/**
 * Frames as JSON and back: {@code {"data":{"from":1,"number":7,"message":{"type":"Vote",...}}}}. A
 * message is named on the wire by the simple name of its record; only the records of one
 * algorithm's sealed interface are known, and nothing else can be made from the wire. Stateless.
 */
@Sharable
final class FrameCodec extends MessageToMessageCodec<ByteBuf, Frame> {

  private static final List<CoercionInputShape> NO_TEXT =
      List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

  private final ObjectReader reader;
  private final ObjectWriter writer;

  /**
   * @throws IllegalArgumentException if the type is not a sealed interface of records
   */
  FrameCodec(Class<? extends Message> messageType) {
    super(ByteBuf.class, Frame.class);
    JsonMapper.Builder strict =
        JsonMapper.builder()
            .addMixIn(Frame.class, NamedOutside.class)
            .addMixIn(Message.class, NamedInside.class)
            .addMixIn(NodeId.class, JustItsNumber.class)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY) // a record's, and no other methods
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS); // a message may be but a name
    for (CoercionInputShape shape : NO_TEXT) {
      strict.withCoercionConfig(
          LogicalType.Textual, config -> config.setCoercion(shape, CoercionAction.Fail));
    }
    ObjectMapper mapper = strict.build();
    for (Class<?> frame : List.of(Hello.class, Welcome.class, Data.class)) {
      String name = frame.getSimpleName().toLowerCase(Locale.ROOT);
      mapper.registerSubtypes(new NamedType(frame, name));
    }
    Messages.of(messageType).forEach(message -> mapper.registerSubtypes(named(message)));
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

  /** A node's id is a bare number on the wire. */
  private abstract static class JustItsNumber {
    @JsonCreator
    JustItsNumber(int value) {}

    @JsonValue
    abstract int value();
  }
}
