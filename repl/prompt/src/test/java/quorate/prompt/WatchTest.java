package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import quorate.experiments.language.Statements.Statement;
import quorate.prompt.verbs.Language;
import quorate.prompt.verbs.ShellVerbs;
import quorate.report.Json;
import quorate.report.TextView;
import quorate.session.Answer;
import quorate.session.Guide;

/** A cluster on the whole screen, and keys that stand for commands. */
class WatchTest {

  private static final String[] AS_FAST_AS_POSSIBLE =
      Stream.generate(() -> "+").limit(20).toArray(String[]::new);

  private static SeenScreen watched(Typed prompt, String... keys) {
    SeenScreen screen = new SeenScreen(0);
    screen.press(keys);
    prompt.interpreter().shell().showOn(screen);
    return screen;
  }

  private static String print(Typed prompt) {
    return prompt.session().all().get(0).fingerprint().orElseThrow();
  }

  private static List<String> worked(Typed prompt) {
    return prompt.interpreter().shell().worked();
  }

  @Test
  void a_key_runs_the_command_that_it_stands_for_and_a_line_says_so_afterwards() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 5 --sim --seed 1");
      SeenScreen screen = watched(prompt, " ", "x", "2", "i", "l", "4", "h", "p", "p", "r");
      String said = prompt.type("watch");
      assertThat(said.strip())
          .isEqualTo(
              "watched raft: crash 3; isolate 2; cut 2-4; heal; pause 2; resume 2; restart 2");
      assertThat(screen.done()).containsExactly("whole");
      assertThat(worked(prompt)).contains("crash 3", "cut 2-4", "restart 2");
      assertThat(prompt.interpreter().shell().typed()).contains("watch", "crash 3", "cut 2-4");
      assertThat(prompt.type("status")).contains("n3", "crashed");
      assertThat(prompt.session().settings().follow()).as("as it was").isTrue();
    }
  }

  @Test
  void what_was_done_while_time_passed_runs_again_to_the_same_fingerprint() {
    String none = SeenScreen.NO_KEY;
    try (Typed prompt = Typed.simulating();
        Typed again = Typed.simulating()) {
      prompt.type("start raft 5 --sim --seed 4 latency=1ms+exp(2ms)");
      SeenScreen screen = watched(prompt, AS_FAST_AS_POSSIBLE);
      screen.press(none, "x", none, "0", "p", none, none, "-", ".", ".", ".", "b", " ", none, "q");
      String said = prompt.type("watch");
      assertThat(said).contains("wait ", "crash ", "step 3; back;");
      assertThat(worked(prompt).stream().filter(it -> it.startsWith("wait")).count()).isPositive();
      again.type(String.join("\n", worked(prompt)));
      assertThat(print(again)).isEqualTo(print(prompt));
    }
  }

  @Test
  void the_screen_shows_the_cluster_and_the_command() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 5 --sim --seed 1");
      SeenScreen screen = watched(prompt, " ", "x", SeenScreen.NO_KEY);
      prompt.type("watch");
      assertThat(String.join("\n", screen.picture()))
          .contains("raft, 5 nodes", "time stands still", "no leader", "[n3]", "votedFor")
          .contains("> crash 3   raft: crashed n3")
          .contains("x crash", "? help  q quit");
      screen.press("?", SeenScreen.NO_KEY);
      prompt.type("watch");
      assertThat(String.join("\n", screen.picture())).contains("crash 3", "cut 3-1", "back");
    }
  }

  @Test
  void the_picture_in_the_tour_is_what_the_screen_shows() throws IOException {
    Path tour = Page.ROOT.resolve("docs/tour.md");
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 5 --sim --seed 1; set follow off; crash leader");
      SeenScreen screen =
          watched(prompt, Stream.generate(() -> ".").limit(12).toArray(String[]::new));
      screen.press("4", SeenScreen.NO_KEY);
      prompt.type("watch");
      String picture = String.join("\n", screen.picture()) + "\n";
      String page = Files.readString(tour);
      Matcher block = Pattern.compile("(?s)(?<=\n```watch\n).*?(?=```\n)").matcher(page);
      assertThat(block.find()).isTrue();
      if (Boolean.getBoolean("rewrite")) {
        Files.writeString(
            tour, page.substring(0, block.start()) + picture + page.substring(block.end()));
      } else {
        assertThat(block.group()).isEqualTo(picture);
      }
    }
  }

  @Test
  void of_several_clusters_one_is_shown_and_keys_are_for_that_one() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim --seed 1; start bully 3 --sim --seed 1");
      SeenScreen screen = watched(prompt, " ", "c", SeenScreen.NO_KEY, "3", "x", "c", "9");
      assertThat(prompt.type("watch")).contains("watched raft, bully: on bully crash 3");
      assertThat(String.join("\n", screen.picture())).contains("bully (2 of 2)");
      watched(prompt, " ", "c", "1", "x");
      assertThat(prompt.type("on raft watch")).contains("watched raft: on raft crash 1");
      assertThat(worked(prompt)).doesNotContain("on raft watch");
    }
  }

  @Test
  void a_key_that_cannot_do_anything_says_why() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim --seed 1");
      assertThat(seen(prompt, "9")).contains("there is no node 9");
      assertThat(seen(prompt, "l", "3")).contains("nothing was cut; press l");
      assertThat(seen(prompt, "z")).contains("no key; press ? for help");
      assertThat(seen(prompt, "c")).contains("there is one cluster only");
      assertThat(seen(prompt, "x", "f")).contains("no timer of n");
      assertThat(seen(prompt, "1", "x", "2", "x", "3", "x", "0")).contains("nobody leads now");
      assertThat(prompt.type("watch")).contains("watched raft: nothing was done");
    }
  }

  private static String seen(Typed prompt, String... keys) {
    SeenScreen screen = watched(prompt, " ");
    screen.press(keys);
    screen.press(SeenScreen.NO_KEY);
    prompt.type("watch");
    return String.join("\n", screen.picture());
  }

  /** So an exercise counts what was done there, and a place that was kept comes back. */
  @Test
  void the_course_hears_of_what_keys_did_and_not_of_watch() {
    List<String> heard = new ArrayList<>();
    Guide guide =
        new Guide() {
          @Override
          public Answer answered(Statement command, Answer answer, boolean more) {
            heard.add(command.text());
            return answer.remarked(new TextView(Json.object(), "heard of " + command.text()));
          }
        };
    try (Typed prompt = Typed.simulating()) {
      PromptShell shell = new PromptShell(prompt.session(), prompt.context().console());
      Language language = new Language(prompt.context(), ShellVerbs.of(shell));
      Interpreter interpreter = new Interpreter(prompt.context(), language, guide, shell);
      shell.runWith(interpreter);
      SeenScreen screen = new SeenScreen(0);
      screen.press(" ", "x", "r");
      shell.showOn(screen);
      interpreter.run("start raft 3 --sim --seed 1; watch", false);
      assertThat(heard)
          .containsExactly(
              "start raft 3 --sim --seed 1",
              "set follow off",
              "crash 3",
              "restart 3",
              "set follow on");
      assertThat(prompt.printed()).contains("heard of crash 3").contains("heard of restart 3");
    }
  }

  @Test
  @Tag("tcp")
  void over_tcp_it_is_live_and_time_cannot_be_changed() {
    try (Typed prompt = Typed.text()) {
      prompt.type("start raft 3");
      SeenScreen screen = watched(prompt, "+", SeenScreen.NO_KEY);
      prompt.type("watch");
      assertThat(String.join("\n", screen.picture()))
          .contains("over TCP", "raft runs over TCP, in real time; start one with --sim");
      watched(prompt, "0", "x");
      assertThat(prompt.type("watch")).matches("(?s)watched raft: crash [1-3]\n");
    }
  }
}
