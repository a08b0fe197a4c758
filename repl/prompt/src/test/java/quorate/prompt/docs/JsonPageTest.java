package quorate.prompt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/json.md says which fields the answers have, and the answers of the golden files have these
 * and no others.
 */
class JsonPageTest {

  private static final Path GOLDEN =
      Path.of("src/test/resources/quorate/prompt/golden/answers.jsonl");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\|.*");
  private static final Pattern ANSWER = Pattern.compile("\\| (`.+`) \\| \\*(.+)\\* \\|");

  /** Fields that no answer of the golden files has, and why. */
  private static final Map<String, String> UNSEEN =
      Map.of(
          "watched command", "it takes a terminal",
          "attached cluster", "it takes processes that somebody else started",
          "web page", "its address is another one each time",
          "version", "it differs from one JDK to the next",
          "comparison.impossible", "only a sweep has what cannot be run",
          "outcomes.violations", "a promise that breaks while no command follows its cluster");

  private final Map<String, Map<String, String>> objects = new LinkedHashMap<>();
  private final Map<String, String> answers = new TreeMap<>();
  private final Set<String> seen = new TreeSet<>();
  private final List<String> wrong = new ArrayList<>();

  JsonPageTest() throws IOException {
    String object = "";
    for (String line : Files.readAllLines(Page.ROOT.resolve("docs/json.md"))) {
      Matcher answer = ANSWER.matcher(line);
      Matcher row = ROW.matcher(line);
      if (line.startsWith("### ")) {
        object = line.substring(4);
        objects.put(object, new LinkedHashMap<>());
      } else if (answer.matches()) {
        for (String command : answer.group(1).replace("`", "").split(", ")) {
          answers.put(command, answer.group(2));
        }
      } else if (row.matches()) {
        objects.get(object).put(row.group(1), row.group(2));
      }
    }
  }

  @Test
  void answers_have_the_fields_that_the_page_names_and_no_others() throws IOException {
    for (String line : Files.readAllLines(GOLDEN)) {
      if (!line.startsWith("#")) {
        JsonNode answer = MAPPER.readTree(line);
        if (!answer.has("error")) {
          checkAnswer(answer);
        }
      }
    }
    assertThat(wrong).isEmpty();
    List<String> unseen = new ArrayList<>();
    objects.forEach(
        (object, fields) ->
            fields.keySet().stream()
                .map(field -> object + "." + field)
                .filter(field -> !seen.contains(field))
                .filter(field -> !UNSEEN.containsKey(field) && !UNSEEN.containsKey(object))
                .forEach(unseen::add));
    assertThat(unseen).as("named by the page, and in no answer").isEmpty();
  }

  @Test
  void a_field_that_the_page_does_not_name_is_found_and_so_is_one_that_is_missing()
      throws IOException {
    check("wait", MAPPER.readTree("{\"cluster\": 3, \"surprise\": 1}"), "wait");
    assertThat(wrong)
        .containsExactlyInAnyOrder(
            "wait.surprise is not on the page",
            "wait.waited_ms is missing",
            "wait.cluster: 3 is no text");
  }

  private void checkAnswer(JsonNode answer) {
    String[] words = answer.get("command").asText().split(" ");
    String command = words[0].equals("on") ? words[2] : words[0];
    String type = answers.get(answer.has("shard") ? "--shard" : command);
    if (type == null) {
      wrong.add("the page has no command " + command);
    } else if (type.equals("meanings") && answer.get("words").isObject()) {
      return; // a map of all words
    } else {
      check(type, answer, command);
    }
  }

  private void check(String object, JsonNode json, String path) {
    Map<String, String> fields = objects.get(object);
    if (fields == null) {
      wrong.add("the page has no object '" + object + "'");
      return;
    }
    json.propertyStream()
        .forEach(
            field -> {
              String name = field.getKey();
              String at = path + "." + name;
              boolean ofAll = path.indexOf('.') < 0 && Set.of("command", "ok").contains(name);
              if (fields.containsKey(name)) {
                seen.add(object + "." + name);
                checkValue(fields.get(name), field.getValue(), at);
              } else if (name.equals("exercise") && path.indexOf('.') < 0) {
                assertThat(field.getValue().isObject()).isTrue();
              } else if (!ofAll) {
                wrong.add(at + " is not on the page");
              }
            });
    fields.forEach(
        (name, type) -> {
          if (!type.endsWith("?") && !json.has(name)) {
            wrong.add(path + "." + name + " is missing");
          }
        });
  }

  private void checkValue(String type, JsonNode value, String at) {
    if (type.endsWith("?")) {
      if (!value.isNull()) {
        checkValue(type.substring(0, type.length() - 1), value, at);
      }
    } else if (type.startsWith("list of ") && value.isArray()) {
      value.forEach(it -> checkValue(type.substring(8), it, at));
    } else if (type.startsWith("map of ") && value.isObject()) {
      value.forEach(it -> checkValue(type.substring(7), it, at));
    } else if (objects.containsKey(type) && value.isObject()) {
      check(type, value, at);
    } else if (!fits(type, value)) {
      wrong.add(at + ": " + value + " is no " + type);
    }
  }

  private static boolean fits(String type, JsonNode value) {
    return switch (type) {
      case "text" -> value.isTextual();
      case "number" -> value.isNumber();
      case "true/false" -> value.isBoolean();
      case "number or text" -> value.isNumber() || value.isTextual();
      case "number or true/false" -> value.isNumber() || value.isBoolean();
      default -> false;
    };
  }
}
