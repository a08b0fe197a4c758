package quorate.report.export;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import quorate.lab.cluster.Messages;
import quorate.lab.store.StoreMessage;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.lab.trace.TraceText;
import quorate.spi.ElectionSystem;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Reason;
import quorate.spi.Timer;

/**
 * Events as JSON and back, without loss: {@code {"number":7,"at_ns":0,"cause":5,"event":"sent",
 * "from":1,"to":2,"message":{"type":"RequestVote",...}}}. What a message and a state consist of has
 * the names of their records. Only records of the one algorithm, and of the store, can be made from
 * a file.
 */
public final class EventJson {

  private final ObjectMapper mapper;

  /** Knows the records of one algorithm. */
  public EventJson(ElectionSystem algorithm) {
    ObjectMapper all =
        JsonMapper.builder()
            .addMixIn(TraceEvent.class, NamedByEvent.class)
            .addMixIn(Message.class, NamedByType.class)
            .addMixIn(Reason.class, NamedByType.class)
            .addMixIn(NodeId.class, JustItsNumber.class)
            .addMixIn(Timer.class, InSnakeCase.class)
            .addMixIn(Trouble.class, InSnakeCase.class)
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY) // a record's, and no other methods
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();
    TraceText.types(TraceEvent.class).forEach(it -> name(it, TraceText.kind(it), all));
    Messages.of(algorithm).forEach(it -> name(it, it.getSimpleName(), all));
    Messages.of(StoreMessage.class).forEach(it -> name(it, it.getSimpleName(), all));
    TraceText.types(Reason.class).forEach(it -> name(it, it.getSimpleName(), all));
    all.registerModule(new TraceModule(algorithm, all.copy()));
    this.mapper = all;
  }

  private static void name(Class<?> type, String name, ObjectMapper all) {
    all.registerSubtypes(new NamedType(type, name));
  }

  /** An event, as a line of a file has it. */
  public ObjectNode of(TraceEvent event) {
    ObjectNode details = mapper.valueToTree(event);
    details.remove("stamp");
    ObjectNode json = mapper.createObjectNode();
    json.put("number", event.number()).put("at_ns", event.atNanos());
    json.put("cause", event.cause() == 0 ? null : event.cause());
    return json.setAll(details);
  }

  /**
   * An event of a line.
   *
   * @throws JsonProcessingException if the line is none
   */
  public TraceEvent read(ObjectNode line) throws JsonProcessingException {
    ObjectNode stamp = mapper.createObjectNode();
    stamp.set("number", line.remove("number"));
    stamp.set("atNanos", line.remove("at_ns"));
    JsonNode cause = line.remove("cause");
    stamp.set("cause", cause == null || cause.isNull() ? stamp.numberNode(0) : cause);
    line.set("stamp", stamp);
    return mapper.treeToValue(line, TraceEvent.class);
  }

  /** Every variable of a node, by the names that the paper gives them. */
  public ObjectNode state(Record state) {
    return mapper.valueToTree(state);
  }

  /**
   * The same, read back.
   *
   * @param type the record that the algorithm gives out as the state of a node
   */
  public <T extends Record> T state(JsonNode variables, Class<T> type)
      throws JsonProcessingException {
    return mapper.treeToValue(variables, type);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
  @JsonNaming(SnakeCaseStrategy.class)
  private interface NamedByEvent {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonNaming(LowerCamelCaseStrategy.class)
  private interface NamedByType {}

  @JsonNaming(SnakeCaseStrategy.class)
  private interface InSnakeCase {}

  /** A node's id is a bare number. */
  private abstract static class JustItsNumber {
    @JsonCreator
    JustItsNumber(int value) {}

    @JsonValue
    abstract int value();
  }
}
