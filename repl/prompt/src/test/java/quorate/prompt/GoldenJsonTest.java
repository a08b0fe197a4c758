package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The JSON of every command stays what it was: a field may be added, none may change or go, and
 * only sentences may be reworded. To keep what was added, run with {@code -Drewrite=true}, and read
 * the difference.
 */
class GoldenJsonTest {

  private static final Path FOLDER = Path.of("src/test/resources/quorate/prompt/golden");
  private static final Path ANSWERS = FOLDER.resolve("answers.jsonl");

  /** Lines to be typed, which look like sentences. */
  private static final Pattern TYPED = Pattern.compile(".*\\.(command|again|cause)");

  private static final Pattern SENTENCE = Pattern.compile("(\\S+\\s+){3,}\\S+", Pattern.DOTALL);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> json_has_all_that_it_had() throws IOException {
    List<String> lines =
        Files.readAllLines(FOLDER.resolve("commands.txt")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    if (Boolean.getBoolean("rewrite")) {
      rewrite(lines);
    }
    Iterator<String> golden = Files.readAllLines(ANSWERS).iterator();
    List<List<String>> expected = new ArrayList<>();
    for (String line : lines) {
      List<String> answers = new ArrayList<>();
      assertThat(golden.next()).isEqualTo("# " + line);
      for (int i = 0; i < line.split(";").length; i++) {
        answers.add(golden.next());
      }
      expected.add(answers);
    }
    assertThat(golden).isExhausted();
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
        .map(
            i -> DynamicTest.dynamicTest(lines.get(i), () -> check(lines.get(i), expected.get(i))));
  }

  private static void check(String line, List<String> expected) throws JsonProcessingException {
    List<String> actual = typed(line);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      JsonNode was = MAPPER.readTree(expected.get(i));
      assertThat(difference("", was, MAPPER.readTree(actual.get(i))))
          .as(was.path("command").asText())
          .isEmpty();
    }
  }

  private static List<String> typed(String line) {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.session().settings().set("runtime", "sim");
      return prompt.type(line).lines().toList();
    }
  }

  private static void rewrite(List<String> lines) throws IOException {
    List<String> golden = new ArrayList<>();
    for (String line : lines) {
      golden.add("# " + line);
      golden.addAll(typed(line));
    }
    Files.write(ANSWERS, golden);
  }

  /** The first thing that was there and is gone or has changed; empty if there is none. */
  private static Optional<String> difference(String path, JsonNode was, JsonNode is) {
    if (was.isObject() && is.isObject()) {
      return was.propertyStream()
          .flatMap(
              field -> {
                String name = path + "." + field.getKey();
                JsonNode now = is.get(field.getKey());
                return now == null
                    ? Stream.of(name + " is gone")
                    : difference(name, field.getValue(), now).stream();
              })
          .findFirst();
    } else if (was.isArray() && is.isArray() && was.size() == is.size()) {
      return Stream.iterate(0, i -> i < was.size(), i -> i + 1)
          .flatMap(i -> difference(path + "[" + i + "]", was.get(i), is.get(i)).stream())
          .findFirst();
    }
    boolean same = was.equals(is) || isSentence(path, was) && isSentence(path, is);
    return same ? Optional.empty() : Optional.of(path + " was " + was + ", is " + is);
  }

  private static boolean isSentence(String path, JsonNode value) {
    return value.isTextual()
        && !TYPED.matcher(path).matches()
        && SENTENCE.matcher(value.asText()).matches();
  }

  @Test
  void what_is_added_is_no_difference_and_what_goes_or_changes_is_one() throws Exception {
    JsonNode was = MAPPER.readTree("{\"a\": 1, \"b\": [{\"c\": null}]}");
    assertThat(difference("", was, MAPPER.readTree("{\"a\": 1, \"b\": [{\"c\": null, \"d\": 2}]}")))
        .isEmpty();
    assertThat(difference("", was, MAPPER.readTree("{\"b\": [{\"c\": null}]}")))
        .contains(".a is gone");
    assertThat(difference("", was, MAPPER.readTree("{\"a\": 1, \"b\": [{\"c\": 0}]}")))
        .contains(".b[0].c was null, is 0");
    assertThat(difference("", was, MAPPER.readTree("{\"a\": 1, \"b\": []}")))
        .contains(".b was [{\"c\":null}], is []");
  }

  @Test
  void a_sentence_may_be_reworded_and_a_line_to_be_typed_may_not() throws Exception {
    JsonNode was =
        MAPPER.readTree("{\"why\": \"it has no votes\", \"again\": \"start raft 5 --sim\"}");
    assertThat(difference("", was, MAPPER.readTree(was.toString().replace("votes", "vote yet"))))
        .isEmpty();
    assertThat(difference("", was, MAPPER.readTree(was.toString().replace("5 --sim", "3 --sim"))))
        .contains(".again was \"start raft 5 --sim\", is \"start raft 3 --sim\"");
  }
}
