package quorate.report.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import quorate.lab.cluster.DurableType;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.report.Json;
import quorate.spi.Belief;
import quorate.spi.Durable;
import quorate.spi.ElectionSystem;
import quorate.spi.NodeId;
import quorate.spi.Role;

/** The parts of events that are not written as their records are. */
final class TraceModule extends SimpleModule {

  private static final long serialVersionUID = 1;

  /**
   * Reads and writes the states of an algorithm as records.
   *
   * @param records does the same without this
   */
  TraceModule(ElectionSystem algorithm, ObjectMapper records) {
    addSerializer(Direction.class, written(TraceModule::text));
    addDeserializer(Direction.class, read(json -> direction(json.asText())));
    addKeyDeserializer(
        Direction.class,
        new KeyDeserializer() {
          @Override
          public Object deserializeKey(String key, DeserializationContext context) {
            return direction(key);
          }
        });
    addSerializer(Belief.class, written(TraceModule::belief));
    addDeserializer(Belief.class, read(TraceModule::belief));
    addSerializer(Durable.class, written(state -> state(state, algorithm, records)));
    addDeserializer(Durable.class, read(json -> state(json, algorithm, records)));
  }

  /** Reads what a text or a tree says. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(JsonNode json) throws JsonProcessingException;
  }

  private static <T> JsonSerializer<T> written(Function<T, JsonNode> json) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider all) throws IOException {
        out.writeTree(json.apply(value));
      }

      @Override
      public void serializeWithType(
          T value, JsonGenerator out, SerializerProvider all, TypeSerializer type)
          throws IOException {
        serialize(value, out, all);
      }
    };
  }

  private static <T> JsonDeserializer<T> read(Reading<T> reading) {
    return new JsonDeserializer<>() {
      @Override
      public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
        try {
          return reading.of(context.readTree(in));
        } catch (IllegalArgumentException | NullPointerException wrong) {
          throw JsonMappingException.from(in, String.valueOf(wrong.getMessage()));
        }
      }

      @Override
      public Object deserializeWithType(
          JsonParser in, DeserializationContext context, TypeDeserializer type) throws IOException {
        return deserialize(in, context);
      }
    };
  }

  // Directions: 1->2

  private static JsonNode text(Direction way) {
    return TextNode.valueOf(Json.id(way.from()).asText() + "->" + Json.id(way.to()).asText());
  }

  private static Direction direction(String text) {
    String[] ends = text.split("->", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("'" + text + "' is no direction");
    }
    return new Direction(NodeId.of(ends[0]), NodeId.of(ends[1]));
  }

  // Beliefs

  private static JsonNode belief(Belief belief) {
    ObjectNode json = Json.object().put("role", belief.role().name());
    json.set("epoch", Json.number(belief.epoch()));
    json.set("leader", Json.node(belief.leader()));
    return json.put("round", belief.round());
  }

  private static Belief belief(JsonNode json) {
    JsonNode epoch = json.required("epoch");
    JsonNode leader = json.required("leader");
    return new Belief(
        epoch.isNull() ? OptionalLong.empty() : OptionalLong.of(epoch.asLong()),
        leader.isNull() ? Optional.empty() : Optional.of(NodeId.of(leader.asText())),
        Role.valueOf(json.required("role").asText()),
        json.required("round").asText());
  }

  // States: named by their records, which stand beside the algorithm

  private static JsonNode state(Durable state, ElectionSystem algorithm, ObjectMapper records) {
    ObjectNode json = Json.object();
    json.put("type", DurableType.name(state, algorithm));
    return json.setAll((ObjectNode) records.valueToTree(state));
  }

  private static Durable state(JsonNode json, ElectionSystem algorithm, ObjectMapper records)
      throws JsonProcessingException {
    ObjectNode fields = json.deepCopy();
    String name = fields.remove("type").asText();
    Class<? extends Durable> type =
        DurableType.find(name, algorithm)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        algorithm.name() + " has no state '" + name + "'"));
    return records.treeToValue(fields, type);
  }
}
