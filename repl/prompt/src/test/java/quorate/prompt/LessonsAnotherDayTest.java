package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.course.Bookmarks;

/** A learner who comes back another day, to a chapter that is made for these tests. */
class LessonsAnotherDayTest {

  @TempDir private Path folder;

  @Test
  void another_day_goes_on_after_back_with_all_that_was_typed_before() throws Exception {
    Path file = folder.resolve("exercises.json");
    try (Typed prompt = Typed.text()) {
      Interpreter first = Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}));
      first.run("exercise " + ATestChapter.in(folder) + "; 4; b; start raft 3", false);
      first.run("start raft 3 --name late; back", false);
    }
    try (Typed prompt = Typed.text()) {
      Interpreter second = Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}));
      second.run("exercise " + ATestChapter.in(folder), false);
      assertThat(prompt.printed()).contains("You were here before.", "Start three nodes.");
      assertThat(prompt.session().all())
          .extracting(it -> it.spec().name())
          .containsExactly("raft", "late");
    }
  }

  @Test
  void another_day_goes_on_with_the_same_clusters() throws Exception {
    Path file = folder.resolve("deep/er/exercises.json");
    try (Typed prompt = Typed.text()) {
      Interpreter first = Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}));
      first.run(
          "exercise " + ATestChapter.in(folder) + "; 4; b; start raft 3; status; crash 1", false);
      first.run(
          "exercise " + ATestChapter.in(folder) + " --again; 99; a; set heartbeat 40ms", false);
      first.run("start raft 3 --name mine", false);
    }
    try (Typed prompt = Typed.text()) {
      Interpreter second = Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}));
      second.run("exercise " + ATestChapter.in(folder) + "; status", false);
      assertThat(prompt.printed()).contains("You were here before.", "mine", "LEADER");
      assertThat(prompt.session().all().get(0).spec().timing().heartbeat().toMillis())
          .isEqualTo(40);
      second.run("crash leader", false);
      assertThat(prompt.printed()).contains("is done: 2 predictions, 2 surprises");
      second.run("exercise " + ATestChapter.in(folder), false);
      assertThat(prompt.session().all()).as("a finished one starts over").isEmpty();
    }
  }

  @Test
  void what_was_being_observed_is_observed_another_day_as_well() throws Exception {
    Path file = folder.resolve("exercises.json");
    try (Typed prompt = Typed.text()) {
      Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}))
          .run(
              "exercise "
                  + ATestChapter.in(folder)
                  + "; 4; b; start raft 5; observe; wait 1s; observe end; observe",
              false);
    }
    try (Typed prompt = Typed.text()) {
      Interpreter second = Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}));
      second.run("exercise " + ATestChapter.in(folder) + "; observe end", false);
      assertThat(prompt.printed()).contains("You were here before.", "since observe");
    }
  }

  @Test
  void an_exercise_says_that_what_was_typed_another_day_no_longer_works() throws Exception {
    Path file = folder.resolve("exercises.json");
    try (Typed prompt = Typed.text()) {
      Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}))
          .run("exercise " + ATestChapter.in(folder) + "; 4; b; start raft 5 --name mine", false);
    }
    Files.writeString(file, Files.readString(file).replace("raft 5", "rafft 5"));
    try (Typed prompt = Typed.text()) {
      Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}))
          .run("exercise " + ATestChapter.in(folder), false);
      assertThat(prompt.printed()).contains("no longer works. The exercise starts over.");
      assertThat(prompt.session().all()).isEmpty();
    }
  }

  @Test
  void a_chapter_that_was_rewritten_meanwhile_begins_anew() throws Exception {
    Path file = folder.resolve("exercises.json");
    try (Typed prompt = Typed.text()) {
      Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}))
          .run("exercise " + ATestChapter.in(folder) + "; 4; b", false);
    }
    ATestChapter.written(folder, "7-test.md", ATestChapter.text() + "\n## Go further\n\nYes.\n");
    try (Typed prompt = Typed.text()) {
      Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}))
          .run("exercise " + folder.resolve("7-test.md"), false);
      assertThat(prompt.printed()).contains("Who leads?").doesNotContain("You were here before");
    }
  }

  @Test
  void progress_that_cannot_be_read_is_set_aside_and_said() throws Exception {
    Path file = Files.writeString(folder.resolve("exercises.json"), "{ not json");
    List<String> notes = new ArrayList<>();
    try (Typed prompt = Typed.text()) {
      Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, notes::add))
          .run("exercise " + ATestChapter.in(folder) + "; 4", false);
    }
    assertThat(notes).hasSize(1).first().asString().contains("exercises.json.unreadable");
    assertThat(folder.resolve("exercises.json.unreadable")).hasContent("{ not json");
    assertThat(Files.readString(file)).contains("7-test");
  }

  @Test
  void progress_that_cannot_be_kept_is_said_once() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "").resolve("exercises.json");
    List<String> notes = new ArrayList<>();
    try (Typed prompt = Typed.text()) {
      Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, notes::add))
          .run("exercise " + ATestChapter.in(folder) + "; 4; b; start raft 3", false);
      assertThat(prompt.printed()).contains("There you are.");
    }
    assertThat(notes).hasSize(1);
  }
}
