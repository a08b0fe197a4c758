package quorate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.Function;
import quorate.experiments.language.Change;
import quorate.experiments.language.Listed;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.FaultText;
import quorate.lab.cluster.World;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.measure.Counts;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Summary;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.Belief;
import quorate.spi.ClockBound;
import quorate.spi.NodeId;
import quorate.spi.Property;
import quorate.spi.Purpose;

/** Results as JSON. Times are milliseconds with three decimals; what is not known is null. */
public final class Json {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  /** Turns records into objects; docs/decisions/results-are-views.md says which. */
  private static final ObjectMapper RECORDS =
      new ObjectMapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(NodeId.class, written(Json::id))
                  .addSerializer(World.class, written(world -> MAKE.textNode(world.word())))
                  .addSerializer(Duration.class, written(time -> millis(time.toNanos())))
                  .addSerializer(TraceEvent.class, written(TraceJson::of)));

  private Json() {}

  /** An object with the components of a record, in their order. */
  static ObjectNode of(Object shape) {
    return RECORDS.valueToTree(shape);
  }

  private static <T> JsonSerializer<T> written(Function<T, JsonNode> json) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider all) throws IOException {
        out.writeTree(json.apply(value));
      }
    };
  }

  public static ObjectNode object() {
    return MAKE.objectNode();
  }

  /** An object with one array, which has an object for each item. */
  public static <T> ObjectNode listed(String name, List<T> items, Function<T, ObjectNode> json) {
    ObjectNode object = object();
    ArrayNode array = object.putArray(name);
    items.forEach(item -> array.add(json.apply(item)));
    return object;
  }

  public static ArrayNode array() {
    return MAKE.arrayNode();
  }

  /** The number of a member, the name of a service. */
  public static JsonNode id(NodeId node) {
    return node.isMember() ? MAKE.numberNode(node.value()) : MAKE.textNode(node.toString());
  }

  /** A node as {@link #id} has it, or null. */
  public static JsonNode node(Optional<NodeId> node) {
    return node.map(Json::id).orElse(NullNode.instance);
  }

  /** A number, or null. */
  public static JsonNode number(OptionalLong number) {
    return number.isPresent() ? MAKE.numberNode(number.getAsLong()) : NullNode.instance;
  }

  /** A node as {@code status} has it; of one that is down, only that, and its number. */
  public static ObjectNode state(NodeId node, NodeState state) {
    ObjectNode json =
        object()
            .<ObjectNode>set("id", id(node))
            .put("state", !state.up() ? "crashed" : state.paused() ? "paused" : "up");
    Belief belief = state.belief();
    json.set("role", state.up() ? json.textNode(belief.role().name()) : NullNode.instance);
    json.set("epoch", number(state.up() ? belief.epoch() : OptionalLong.empty()));
    json.set("leader", node(state.up() ? belief.leader() : Optional.empty()));
    json.put("clock_rate", state.clockRate());
    return json;
  }

  /** Links by the numbers of their nodes: {@code 1-3}, or {@code 2->1} for one direction. */
  public static List<String> links(SortedSet<Direction> directions) {
    return directions.isEmpty()
        ? List.of()
        : List.of(Listed.withoutN(FaultText.links(directions)).split(","));
  }

  /** Nanoseconds as milliseconds, or null. */
  public static JsonNode millis(OptionalLong nanos) {
    return nanos.isPresent() ? millis(nanos.getAsLong()) : NullNode.instance;
  }

  /** Nanoseconds as milliseconds. */
  public static JsonNode millis(long nanos) {
    return MAKE.numberNode(Math.round(nanos / 1e3) / 1e3);
  }

  /**
   * Adds by how much the latest timer ran late while something was measured; null in virtual time,
   * and of a real system.
   */
  public static void addLateTimers(ObjectNode json, boolean overTcp, long nanos) {
    json.set("timers_late_ms", overTcp ? millis(nanos) : NullNode.instance);
  }

  /** What became of a cluster, of which so many nodes are down by now. */
  static ObjectNode outcome(
      ClusterName name, int size, long down, Outcome outcome, List<Violation> violations) {
    ObjectNode json = name.json().put("size", size).put("down", down);
    json.set("leader_before", node(outcome.before()));
    json.set("leader", node(outcome.leader()));
    json.set("epoch", number(outcome.epoch()));
    json.put("settled", outcome.settled());
    outcome.unsettledBecause().ifPresent(why -> json.put("reason", why));
    ArrayNode leaders = json.putArray("leaders");
    for (Outcome.Leadership leadership : outcome.leaders()) {
      ObjectNode leader = leaders.addObject().set("id", id(leadership.leader()));
      leader.set("epoch", number(leadership.epoch()));
    }
    json.set("detected_ms", millis(outcome.detected()));
    json.set("elected_ms", millis(outcome.elected()));
    json.set("majority_ms", millis(outcome.majority()));
    json.set("converged_ms", millis(outcome.converged()));
    json.set("leaderless_ms", millis(outcome.leaderless()));
    json.put("still_leaderless", outcome.stillLeaderless());
    json.set("two_leaders_ms", millis(outcome.twoLeaders()));
    json.put("times_two_leaders", outcome.timesTwoLeaders());
    json.put("new_leaders", outcome.newLeaders());
    boolean seen = name.seenInside();
    json.set("rounds", seen ? MAKE.numberNode(outcome.rounds()) : NullNode.instance);
    json.set("elections_later", seen ? MAKE.numberNode(outcome.begunLater()) : NullNode.instance);
    json.set("messages", seen ? counts(outcome.messages()) : NullNode.instance);
    json.set("violations", violations(violations));
    return json;
  }

  /**
   * Adds what was done to a cluster: the fault's word, which goals of the course ask for, and all
   * of it.
   *
   * @param fault as it could be typed, with the nodes that it named
   * @param changed what that changed, in the words of the table
   */
  public static ObjectNode add(Fault fault, Change changed, ObjectNode json) {
    json.put("verb", fault.word()).put("fault", fault.toString());
    return json.put("changed", changed.words()).put("changed_nothing", changed.nothing());
  }

  /** Message counts: all but heartbeats, as in the tables; then each type, and each purpose. */
  public static ObjectNode counts(Counts counts) {
    ObjectNode json = tally(counts.heartbeatsApart());
    ObjectNode byType = json.putObject("by_type");
    counts.byType().forEach((name, tally) -> byType.set(name, tally(tally)));
    ObjectNode byPurpose = json.putObject("by_purpose");
    Arrays.stream(Purpose.values())
        .filter(purpose -> counts.of(purpose).sent() > 0)
        .forEach(purpose -> byPurpose.set(purpose.name(), tally(counts.of(purpose))));
    return json;
  }

  private static ObjectNode tally(Tally tally) {
    ObjectNode json =
        object()
            .put("sent", tally.sent())
            .put("delivered", tally.delivered())
            .put("dropped", tally.droppedInAll());
    json.set("bytes", bytes(tally));
    ObjectNode causes = json.putObject("dropped_by_cause");
    tally
        .dropped()
        .forEach((cause, count) -> causes.put(cause.name().toLowerCase(Locale.ROOT), count));
    return json;
  }

  /** The bytes that came off the wire; null if nothing did, as in virtual time. */
  private static JsonNode bytes(Tally tally) {
    return tally.bytes() == 0 ? NullNode.instance : MAKE.numberNode(tally.bytes());
  }

  public static JsonNode bound(Optional<ClockBound> bound) {
    return bound
        .<JsonNode>map(
            it ->
                object()
                    .put("promise", Property.ONE_LEADER_AT_A_TIME.name())
                    .put("clock_rate", it.rate())
                    .put("words", it.sentence()))
        .orElse(NullNode.getInstance());
  }

  public static ArrayNode violations(List<Violation> violations) {
    ArrayNode json = array();
    for (Violation violation : violations) {
      json.addObject()
          .put("promise", violation.promise().name())
          .put("description", violation.description());
    }
    return json;
  }

  /** A sample in six numbers, or null. */
  public static JsonNode summary(Optional<Summary> summary) {
    return summary
        .<JsonNode>map(
            sample ->
                object()
                    .put("min", rounded(sample.min()))
                    .put("p50", rounded(sample.p50()))
                    .put("p90", rounded(sample.p90()))
                    .put("p99", rounded(sample.p99()))
                    .put("max", rounded(sample.max()))
                    .put("mean", rounded(sample.mean())))
        .orElse(NullNode.instance);
  }

  /** A number with three decimals. */
  static double rounded(double number) {
    return Math.round(number * 1e3) / 1e3;
  }
}
