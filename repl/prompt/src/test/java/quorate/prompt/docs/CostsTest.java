package quorate.prompt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.lab.cluster.Catalog;
import quorate.prompt.Wiring;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;

/**
 * What an election costs, by the tables on the pages of the algorithms: each line is typed, at each
 * size, and what it counts is compared with the formula and with the number that stands there.
 */
class CostsTest {

  private static final List<Integer> SIZES = List.of(3, 5, 7, 9);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** One row of a table of costs, at one size. */
  record Case(Page page, Map<String, String> row, int size) {

    @Override
    public String toString() {
      return page.name() + ", " + row.get("case") + ", " + size + " nodes";
    }

    private String formulas() {
      return Formula.of(row.get("sent"), size) + " / " + Formula.of(row.get("delivered"), size);
    }

    private String line() {
      return row.get("to type")
          .replaceAll("\\bN-1\\b", Integer.toString(size - 1))
          .replaceAll("\\bN\\b", Integer.toString(size));
    }
  }

  static Stream<Case> cases() {
    return Page.ofAlgorithms().stream()
        .flatMap(page -> rows(page).stream().flatMap(row -> atEachSize(page, row)));
  }

  private static List<Map<String, String>> rows(Page page) {
    return page.rowsWith("case", "to type", "sent", "delivered");
  }

  private static Stream<Case> atEachSize(Page page, Map<String, String> row) {
    return SIZES.stream().map(size -> new Case(page, row, size));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_number_is_what_the_formula_says_and_what_is_counted(Case at) throws Exception {
    assertThat(at.row().get("n=" + at.size())).as("on the page").isEqualTo(at.formulas());
    assertThat(at.line()).contains(" " + at.page().name() + " ").contains("--seed");
    assertThat(counted(at.line())).as(at.line()).isEqualTo(at.formulas());
  }

  @Test
  void every_page_has_such_a_table() {
    assertThat(Page.ofAlgorithms()).allSatisfy(page -> assertThat(rows(page)).isNotEmpty());
  }

  /** What the last command counted: of an election, or, if it is {@code counts}, of heartbeats. */
  private static String counted(String line) throws JsonProcessingException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(stream(out), stream(err), true, false, false, () -> 100, false, false);
    try (CommandContext context = CommandContext.of(Catalog.load(), console)) {
      Wiring.interpreter(context).run(line, false);
    }
    List<String> answers = out.toString(StandardCharsets.UTF_8).lines().toList();
    JsonNode last = MAPPER.readTree(answers.get(answers.size() - 1));
    assertThat(last.get("ok").asBoolean()).as(last.toString()).isTrue();
    JsonNode messages =
        last.has("results")
            ? settled(last.get("results").get(0)).get("messages")
            : last.get("clusters").get(0).get("messages").get("by_purpose").get("HEARTBEAT");
    return messages.get("sent").asLong() + " / " + messages.get("delivered").asLong();
  }

  private static JsonNode settled(JsonNode result) {
    assertThat(result.get("settled").asBoolean()).as("settled: %s", result).isTrue();
    return result;
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
