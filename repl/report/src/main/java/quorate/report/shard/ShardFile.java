package quorate.report.shard;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import quorate.lab.Printable;
import quorate.lab.UserError;

/**
 * A shard as JSON Lines: a head, and then a line for each trial or run. A file may hold several,
 * one behind the other.
 *
 * @param name of the file, as it is printed
 * @param trials none of chaos
 * @param runs of chaos only
 */
public record ShardFile(String name, ShardHead head, List<TrialLine> trials, List<RunLine> runs) {

  private static final int LONGEST_LINE = 1_000_000;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY) // a record's, and no other methods
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * Writes a shard.
   *
   * @param lines its trials, or its runs
   */
  public static void write(ShardHead head, List<? extends Record> lines, Writer out)
      throws IOException {
    out.write(MAPPER.writeValueAsString(head) + "\n");
    for (Record line : lines) {
      out.write(MAPPER.writeValueAsString(line) + "\n");
    }
  }

  /**
   * Reads all shards of a file.
   *
   * @param name of the file, as it is printed
   * @throws UserError if there is none, or a line is none of a shard
   * @throws IOException if the file cannot be read
   */
  public static List<ShardFile> read(BufferedReader in, String name) throws IOException {
    List<ShardFile> shards = new ArrayList<>();
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        JsonNode tree = line.length() > LONGEST_LINE ? null : MAPPER.readTree(line);
        if (tree != null && ShardHead.WORD.equals(tree.path("quorate").asText())) {
          shards.add(new ShardFile(name, head(tree), new ArrayList<>(), new ArrayList<>()));
        } else if (tree != null && !shards.isEmpty()) {
          shards.get(shards.size() - 1).add(tree);
        } else {
          throw none(name);
        }
      } catch (JsonProcessingException | IllegalArgumentException wrong) {
        throw shards.isEmpty() ? none(name) : damaged(number, name);
      }
    }
    if (shards.isEmpty()) {
      throw none(name);
    }
    return shards;
  }

  private static ShardHead head(JsonNode tree) throws JsonProcessingException {
    int format = tree.path("format").asInt();
    if (format != ShardHead.FORMAT) {
      throw new UserError(
          "shards of format %s cannot be read, only those of format %s; run them with one version"
              .formatted(format, ShardHead.FORMAT));
    }
    ShardHead head = MAPPER.treeToValue(tree, ShardHead.class);
    head.part();
    return head;
  }

  private void add(JsonNode line) throws JsonProcessingException {
    if (head.isOfRuns()) {
      runs.add(MAPPER.treeToValue(line, RunLine.class));
    } else {
      trials.add(MAPPER.treeToValue(line, TrialLine.class));
    }
  }

  private static UserError none(String name) {
    return new UserError(
        "'%s' is no shard; merge reads the files that --shard and --jsonl wrote (help merge)"
            .formatted(Printable.of(name)));
  }

  private static UserError damaged(int line, String name) {
    return new UserError(
        "line %s of '%s' is damaged or cut off; run that shard again"
            .formatted(line, Printable.of(name)));
  }
}
