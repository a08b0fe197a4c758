package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.spi.ElectionAlgorithm;

class TranscriptTest {

  private static final String STORY =
      """
      # One node calls, and the first answer makes it lead.

      nodes 3
        n1   believes  knows no leader in epoch 0
        n2   believes  knows no leader in epoch 0
        n3   believes  knows no leader in epoch 0

      # All others hear it.
      show set cancelled
      fire 1 CALL
        n1   fired     CALL
        n1   persisted Memory[epoch=1]
        n1   sent      Call[epoch=1] to n2
        n1   sent      Call[epoch=1] to n3
        n1   set       CALL
        n1   believes  knows no leader in epoch 1
      waiting
        n1->n2 Call[epoch=1]
        n1->n3 Call[epoch=1]
      drop 1->3
        n3   dropped   Call[epoch=1] from n1: lost
      deliver Call
        n2   delivered Call[epoch=1] from n1
        n2   sent      Here[epoch=1] to n1
      duplicate 2->1 Here
      deliver 2->1
        n1   delivered Here[epoch=1] from n2
        n1   cancelled CALL
        n1   believes  leads in epoch 1 (call 1)
      deliver
        n1   delivered Here[epoch=1] from n2
        n1   says      ignored n2: leads already
      timers
        n1 | n2 CALL | n3 CALL
      beliefs
        n1 leads in epoch 1 | n2 knows no leader in epoch 0 | n3 knows no leader in epoch 0
      inspect 1
        epoch=1

      # What is cut, or down, does not hear.
      hide all
      cut 2->1
      crash 3
      fire 2 CALL
      show usual
      waiting
        n2->n1 Call[epoch=1]
        n2->n3 Call[epoch=1]
      deliver
        n1   dropped   Call[epoch=1] from n2: link cut
        n3   dropped   Call[epoch=1] from n2: receiver down
      restart 3
        n3   believes  knows no leader in epoch 0
      heal
      # That is all.
      """;

  @Test
  void a_story_that_happens_as_it_is_written_passes() {
    check(STORY);
  }

  @Test
  void a_changed_line_is_shown_with_its_place_and_what_happened_instead() {
    assertFails(
        STORY.replace("sent      Here[epoch=1] to n1", "sent      Here[epoch=2] to n1"),
        "story.txt:24: after 'deliver Call' (line 22)",
        "expected  n2   sent      Here[epoch=2] to n1",
        "happened  n2   sent      Here[epoch=1] to n1");
  }

  @Test
  void every_line_of_what_happens_counts() {
    List<String> lines = STORY.lines().toList();
    int tried = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("  ")) {
        assertFails(without(i, lines), "story.txt:" + (i + 1) + ": ", "expected", "happened");
        tried++;
      }
    }
    assertThat(tried).isEqualTo(27);
  }

  @Test
  void an_event_too_many_is_shown() {
    assertFails(
        STORY.replace("heal\n", "heal\n  n1   says      thanks\n"),
        "expected  n1   says      thanks",
        "happened  (nothing more)");
  }

  @Test
  void rewriting_repairs_what_is_expected_keeps_the_prose_and_does_nothing_twice() {
    List<String> inputs = STORY.lines().filter(line -> !line.startsWith("  ")).toList();
    String rewritten = rewrite(String.join("\n", inputs));
    assertThat(rewritten).isEqualTo(STORY);
    assertThat(rewrite(rewritten)).isEqualTo(rewritten);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " :: ",
      quoteCharacter = '"',
      value = {
        "delver 1->2 :: unknown command 'delver'; known: nodes 3",
        "nodes 3 :: there are nodes already",
        "fire 9 CALL :: node 9 does not exist; the transcript has nodes 1 to 3",
        "fire x CALL :: 'x' names no node; type a number",
        "fire 1 TEA :: no timer TEA is pending at n1; type: fire 1 CALL",
        "fire 1 :: fire needs more; type: fire NODES TIMER",
        "campaign 1 :: no timer ELECTION is pending at n1; type: fire 1 CALL",
        "campaign x :: 'x' names no node; type a number",
        "deliver 1->2 :: no such message is on its way; there are []",
        "deliver Cal :: name a direction, 1->2, or a message, or both; messages: Call, Here",
        "deliver 1-2 :: name a direction",
        "drop 1=>2 :: name a direction",
        "duplicate :: name a direction",
        "cut 1 :: '1' is no link; type 1-3 for both directions, 1->3 for one",
        "cut :: cut needs more; type: cut LINKS",
        "pause 1 for 2s :: no time passes here; type: pause 1, and later: resume 1",
        "delay 30ms :: unknown command 'delay'",
        "hide tea :: name what happens: believes, cancelled",
        "show :: name what happens",
        "crash :: crash needs more; type: crash NODES",
        "partition 1,2 | 2 :: n2 is in two groups",
        "inspect 1 2 :: name one node"
      })
  void what_cannot_be_done_is_said_with_its_place_and_what_can(String input, String report) {
    String story = "# Wrong.\nnodes 3\n" + input + "\n";
    assertThatThrownBy(() -> rewrite(story))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("story.txt:3: ")
        .hasMessageContaining(report);
    assertThatThrownBy(() -> check(rewrite("# Wrong.\nnodes 3\n") + input + "\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("story.txt:6: ")
        .hasMessageContaining(report);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nodes 3 | story.txt:1: begin with '# ' and what the story shows",
        "# Nothing. | story.txt: nothing is done; known: nodes 3",
        "# Early.~  n1 says hello~nodes 3 | story.txt:2: what happens stands right below",
        "# Torn.~nodes 1~# more~  n1 says hello | story.txt:4: what happens stands right below",
        "# No nodes.~deliver | story.txt:2: deliver~begin with the nodes: nodes 3",
        "# No number.~nodes | story.txt:2: nodes~name how many nodes",
        "# Too few.~nodes 0 | a cluster needs at least 1 node",
        "# Tea.~nodes 3 tea=on | roll-call has no option 'tea'"
      })
  void a_text_that_is_no_transcript_is_refused(String text, String report) {
    assertFails(text.replace('~', '\n'), report.replace('~', '\n'));
  }

  @Test
  void faults_are_typed_as_at_the_prompt() {
    check(
        """
        # A paused node hears late, a lost disk is empty, and one link is healed.
        hide all
        nodes 3
        fire 1 CALL
        deliver 1->2
        deliver
        show delivered dropped crashed paused resumed disk believes
        pause 2
          n2   paused
        fire 3 CALL
          n3   believes  knows no leader in epoch 1
        deliver 3->2
        beliefs
          n1 leads in epoch 1 | n2 knows no leader in epoch 0 (paused) | n3 knows no leader in epoch 1
        resume 2
          n2   resumed
          n2   delivered Call[epoch=1] from n3
        crash leader
          n1   crashed   crashed on request
        restart 1 --amnesia
          n1   disk      lost
          n1   believes  knows no leader in epoch 0
        drop
          n1   dropped   Call[epoch=1] from n3: lost
          n3   dropped   Here[epoch=1] from n2: lost
        deaf 3
        mute 2
        heal 1->3
        fire 1 CALL
          n1   believes  knows no leader in epoch 1
        deliver
          n2   delivered Call[epoch=1] from n1
          n3   delivered Call[epoch=1] from n1
          n1   dropped   Here[epoch=1] from n2: link cut
          n1   delivered Here[epoch=1] from n3
          n1   believes  leads in epoch 1 (call 1)
        """);
  }

  @Test
  void a_broken_promise_is_told_and_the_story_goes_on_if_a_disk_was_lost() {
    check(
        """
        # Both lead.
        hide all
        nodes 2
        crash 2
        restart 2 --amnesia
        fire 1,2 CALL
        show believes
        deliver
          n1   believes  leads in epoch 1 (call 1)
          n2   believes  leads in epoch 1 (call 1)
          broken    two leaders in epoch 1: n1, n2 (roll-call, seed 1); a disk was lost before (n2 at 0.0 ms), and nothing is promised after that
        beliefs
          n1 leads in epoch 1 | n2 leads in epoch 1
        """);
  }

  @Test
  void a_broken_promise_ends_the_story_even_if_it_is_expected() {
    String story = "# Both lead.\nnodes 2\nfire 1 CALL\nfire 2 CALL\ndeliver\n";
    assertThatThrownBy(() -> rewrite(story))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("story.txt:5: deliver")
        .hasMessageContaining("two leaders in epoch 1");
  }

  @Test
  void a_file_that_differs_tells_how_to_accept_what_happens_now(@TempDir Path module)
      throws IOException {
    Path folder = module.resolve("roll-call/src/test/resources/transcripts");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("one.txt"), "# One.\nnodes 1\n  n1   says      no\n");
    ElectionTranscripts stories = in(folder);
    assertThat(stories.transcripts().map(test -> test.getDisplayName())).containsExactly("one.txt");
    assertThatThrownBy(() -> stories.check("one.txt", new RollCall()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("transcripts/one.txt:3: after 'nodes 1'")
        .hasMessageContaining("./mvnw test -pl algorithms/roll-call -am -Drewrite=true");
  }

  @Test
  void a_folder_without_transcripts_is_no_success(@TempDir Path empty) {
    assertThatThrownBy(() -> in(empty).transcripts())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(empty.toString());
  }

  @Test
  void the_readme_names_every_line_that_can_be_typed() throws IOException {
    String readme = Files.readString(Path.of(System.getProperty("basedir", ""), "README.md"));
    String known = Conversation.known().replace("known: ", "");
    assertThat(readme)
        .contains(
            Arrays.stream(known.split(", "))
                .map(usage -> "| `" + usage.replace("|", "\\|") + "` |")
                .toList());
  }

  private static ElectionTranscripts in(Path folder) {
    return new ElectionTranscripts() {
      @Override
      protected ElectionAlgorithm algorithm() {
        return new RollCall();
      }

      @Override
      protected Path folder() {
        return folder;
      }
    };
  }

  private static String without(int dropped, List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == dropped ? "" : lines.get(i) + "\n");
    }
    return text.toString();
  }

  private static void assertFails(String text, String... reports) {
    assertThatThrownBy(() -> check(text))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(reports);
  }

  private static void check(String text) {
    Transcript.parse("story.txt", text).check(new RollCall());
  }

  private static String rewrite(String text) {
    return Transcript.parse("story.txt", text).rewrite(new RollCall());
  }
}
