package quorate.report.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import quorate.experiments.typed.Assignments;
import quorate.experiments.typed.Spelling;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.World;
import quorate.lab.simulator.Network;
import quorate.lab.trace.TraceEvent;
import quorate.report.Json;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * Runs as JSON Lines: for each cluster a line that names it, and then a line for each event. What
 * is written is read back without loss.
 */
public final class TraceLines {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int VERSION = 1;
  private static final int LONGEST_LINE = 1_000_000;

  private TraceLines() {}

  static void write(List<Run> runs, Writer out) throws IOException, InterruptedException {
    for (Run run : runs) {
      EventJson json = new EventJson(run.spec().algorithm());
      writeLine(head(run), out);
      run.most().each(event -> writeLine(json.of(event), out));
    }
  }

  private static void writeLine(ObjectNode json, Writer out) throws IOException {
    out.write(json.toString());
    out.write('\n');
  }

  private static ObjectNode head(Run run) {
    ClusterSpec spec = run.spec();
    Timing timing = spec.timing();
    ObjectNode json = Json.object().put("quorate", "trace").put("version", VERSION);
    json.setAll(run.name().json());
    json.put("size", spec.size()).put("seed", spec.seed());
    json.put("heartbeat_ns", timing.heartbeat().toNanos());
    json.putArray("election_ns")
        .add(timing.election().min().toNanos())
        .add(timing.election().max().toNanos());
    json.put("answer_ns", timing.answer().toNanos());
    ObjectNode options = json.putObject("options");
    spec.options().forEach(options::put);
    run.network().ifPresent(it -> Spelling.of(it).forEach(json.putObject("network")::put));
    json.put("now_ns", run.nowNanos()).put("events", run.last());
    return json.put("fingerprint", run.fingerprint().orElse(null));
  }

  /**
   * What stands at the head of a run.
   *
   * @param events the number of its last event
   */
  public record Head(
      ClusterSpec spec,
      World world,
      Optional<Network> network,
      long nowNanos,
      long events,
      Optional<String> fingerprint) {}

  /** Takes what is read, in its order. */
  public interface Taker {
    void run(Head head);

    void event(TraceEvent event);
  }

  /**
   * Reads runs.
   *
   * @param name of the file, for errors, as it is printed
   * @throws UserError if a line is none of these; it names the line
   * @throws IOException if the file cannot be read
   */
  public static void read(BufferedReader in, String name, Catalog catalog, Taker taker)
      throws IOException {
    EventJson json = null;
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        JsonNode tree = line.length() > LONGEST_LINE ? null : MAPPER.readTree(line);
        if (tree instanceof ObjectNode head && head.has("quorate")) {
          Head run = head(head, catalog);
          json = new EventJson(run.spec().algorithm());
          taker.run(run);
        } else if (tree instanceof ObjectNode event && json != null) {
          taker.event(json.read(event));
        } else {
          throw new IllegalArgumentException("it is not what export jsonl writes");
        }
      } catch (JsonProcessingException | IllegalArgumentException | UserError wrong) {
        if (json == null && !line.contains("\"quorate\"")) {
          break; // no run has begun
        }
        throw new UserError(
            "line %s of '%s' cannot be read: %s".formatted(number, name, reason(wrong)));
      }
    }
    if (json == null) {
      throw new UserError(
          "'%s' is no file of export jsonl; type: export jsonl FILE".formatted(name));
    }
  }

  private static String reason(Exception wrong) {
    if (wrong instanceof InvalidTypeIdException unknown) {
      return "'" + Printable.of(unknown.getTypeId()) + "' is unknown";
    }
    String all =
        wrong instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : wrong.getMessage();
    return Printable.of(all.lines().findFirst().orElse("it is damaged"));
  }

  private static Head head(JsonNode json, Catalog catalog) {
    if (json.required("version").asInt() != VERSION) {
      throw new IllegalArgumentException(
          "it was written by another version of this program (%s, this reads %s)"
              .formatted(json.get("version"), VERSION));
    }
    ElectionAlgorithm algorithm = catalog.named(json.required("algorithm").asText());
    JsonNode election = json.required("election_ns");
    Timing timing =
        new Timing(
            nanos(json.required("heartbeat_ns")),
            new TimeRange(nanos(election.required(0)), nanos(election.required(1))),
            nanos(json.required("answer_ns")));
    Map<String, String> options = new LinkedHashMap<>();
    json.required("options")
        .properties()
        .forEach(it -> options.put(it.getKey(), it.getValue().asText()));
    ClusterSpec spec =
        new ClusterSpec(
            json.required("cluster").asText(),
            algorithm,
            json.required("size").asInt(),
            timing,
            options,
            json.required("seed").asLong());
    return new Head(
        spec,
        World.valueOf(json.required("runtime").asText().toUpperCase(Locale.ROOT)),
        network(json.get("network"), spec.size()),
        json.required("now_ns").asLong(),
        json.required("events").asLong(),
        Optional.ofNullable(json.required("fingerprint").textValue()));
  }

  private static Optional<Network> network(JsonNode json, int size) {
    if (json == null) {
      return Optional.empty();
    }
    List<String> typed =
        json.properties().stream().map(it -> it.getKey() + "=" + it.getValue().asText()).toList();
    return Optional.of(Assignments.of(typed).network(Network.DEFAULT, size));
  }

  private static Duration nanos(JsonNode json) {
    return Duration.ofNanos(json.asLong());
  }
}
