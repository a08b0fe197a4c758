package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The build follows {@code docs/write-your-own.md}: what {@code new} writes and what the page shows
 * is compiled and graded, and the sessions of the page are typed. With {@code -Drewrite=true} the
 * answers of today are written into the page.
 */
class WriteYourOwnTest {

  private static final Path PAGE = Path.of("../../docs/write-your-own.md");

  /**
   * All but the comparison of two virtual machines: it takes as long as all others together, and
   * the author's own build runs it.
   */
  private static final String CONTRACT = "^(?!.*every_virtual_machine_gives_the_same_traces).*$";

  private static final long PATIENCE_SECONDS = 300;

  @TempDir private static Path folder;

  private static OwnAlgorithm skeleton;
  private static OwnAlgorithm ring;
  private static Process gradeOfSkeleton;
  private static Process gradeOfRing;

  @BeforeAll
  static void write_compile_and_start_both_contracts() throws IOException {
    skeleton = new OwnAlgorithm(folder.resolve("skeleton"), "first-try").compile();
    gradeOfSkeleton = skeleton.startContract(CONTRACT, folder.resolve("grade-of-skeleton"));
    ring = ringOfThePage("ring").compile();
    gradeOfRing = ring.startContract(CONTRACT, folder.resolve("grade-of-ring"));
  }

  @AfterAll
  static void end_both_contracts() {
    gradeOfSkeleton.destroyForcibly();
    gradeOfRing.destroyForcibly();
  }

  private static OwnAlgorithm ringOfThePage(String where) throws IOException {
    OwnAlgorithm written = new OwnAlgorithm(folder.resolve(where), "ring");
    for (Map.Entry<String, String> file : PageOfCode.read(PAGE).files().entrySet()) {
      written.replace(file.getKey(), file.getValue());
    }
    return written;
  }

  @Test
  void the_page_shows_all_four_files() throws IOException {
    assertThat(PageOfCode.read(PAGE).files().keySet())
        .containsExactly(
            "RingMessage.java", "RingState.java", "RingNode.java", "RingAlgorithm.java");
  }

  @Test
  void the_skeleton_passes_the_contract_as_it_is_written() throws Exception {
    assertPassed(gradeOfSkeleton, "grade-of-skeleton");
  }

  @Test
  void the_ring_of_the_page_passes_the_contract() throws Exception {
    assertPassed(gradeOfRing, "grade-of-ring");
  }

  private static void assertPassed(Process grade, String output) throws Exception {
    assertThat(grade.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(folder.resolve(output));
    assertThat(grade.exitValue()).as(said).isZero();
    String last = said.lines().reduce((first, second) -> second).orElseThrow();
    assertThat(Integer.parseInt(last.replace(" passed", ""))).isGreaterThan(50);
  }

  @Test
  void the_contract_finds_a_ring_that_never_skips_anybody() throws Exception {
    OwnAlgorithm broken = ringOfThePage("broken");
    String node = PageOfCode.read(PAGE).files().get("RingNode.java");
    String rule = "    silent.add(passedTo);\n";
    assertThat(node).containsOnlyOnce(rule);
    broken.replace("RingNode.java", node.replace(rule, ""));
    Path output = folder.resolve("grade-of-broken");
    Process grade = broken.compile().startContract("a_crashed_leader_is_replaced", output);
    assertThat(grade.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(grade.exitValue()).isEqualTo(1);
    assertThat(Files.readString(output)).contains("3 nodes, seed 1", "5 nodes, seed 1");
  }

  @Test
  void both_replace_a_crashed_leader_at_the_prompt_in_virtual_time() throws Exception {
    assertReplaceACrashedLeader(skeleton, "first-try", "--sim");
    assertReplaceACrashedLeader(ring, "ring", "--sim");
  }

  @Tag("tcp")
  @Test
  void both_replace_a_crashed_leader_over_tcp() throws Exception {
    assertReplaceACrashedLeader(skeleton, "first-try", "");
    assertReplaceACrashedLeader(ring, "ring", "");
  }

  private static void assertReplaceACrashedLeader(OwnAlgorithm own, String name, String world)
      throws Exception {
    try (Typed prompt = Typed.json(own.catalog())) {
      List<JsonNode> answers =
          prompt.answers("start " + name + " 5 " + world + "; crash leader; restart all; status");
      assertThat(answers).hasSize(4).allMatch(answer -> answer.get("ok").asBoolean());
      JsonNode crash = answers.get(1).get("results").get(0);
      assertThat(crash.get("settled").asBoolean()).isTrue();
      assertThat(crash.get("leader").asInt())
          .isPositive()
          .isNotEqualTo(crash.get("leader_before").asInt());
      assertThat(crash.get("messages").get("sent").asInt()).isPositive();
      JsonNode cluster = answers.get(3).get("clusters").get(0);
      assertThat(cluster.get("nodes")).hasSize(5);
      for (JsonNode node : cluster.get("nodes")) {
        assertThat(node.get("leader").asInt()).isEqualTo(cluster.get("leader").asInt());
      }
    }
  }

  /** The ring nests a sealed interface in that of its messages. */
  @Test
  void the_messages_of_a_nested_interface_are_known_to_every_command() throws Exception {
    try (Typed prompt = Typed.json(ring.catalog())) {
      List<JsonNode> answers =
          prompt.answers(
              "start ring 3 --sim; drop Elected next 1; explain Election; explain Round");
      assertThat(answers.subList(0, 3)).allMatch(answer -> answer.get("ok").asBoolean());
      assertThat(answers.get(3).get("error").asText()).startsWith("unknown word 'Round'");
    }
  }

  @Test
  void the_sessions_of_the_page_are_what_the_prompt_answers() throws Exception {
    Page page = Page.read(PAGE);
    assertThat(page.hasSessions()).isTrue();
    assertThat(page.differencesWith(ring.catalog())).isEmpty();
  }
}
