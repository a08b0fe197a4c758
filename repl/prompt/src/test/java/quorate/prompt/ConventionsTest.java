package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.lab.cluster.Catalog;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;
import quorate.prompt.console.Screen;

/** What hands type that know psql, fish, ipython or redis-cli. */
class ConventionsTest {

  @TempDir private Path folder;

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  @ParameterizedTest
  @CsvSource({"exit", "quit", "\\q", ":q", "bye", "logout", "EXIT", "Quit"})
  void a_word_that_leaves_another_prompt_leaves_this_one(String word) {
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.type(word + "; help")).isEmpty();
      assertThat(prompt.noted()).isEmpty();
      assertThat(prompt.interpreter().left()).isTrue();
    }
  }

  /** What is typed, and how its answer, or its error, begins. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "? ~ clusters: ",
        "\\? ~ clusters: ",
        "\\h ~ clusters: ",
        "HELP ~ clusters: ",
        "start? ~ start ALGORITHM NODES",
        "Start? ~ start ALGORITHM NODES",
        "? start ~ start ALGORITHM NODES",
        "\\h start ~ start ALGORITHM NODES",
        "help start ~ start ALGORITHM NODES",
        "start --help ~ start ALGORITHM NODES",
        "crash --help ~ crash NODES",
        "crash -h ~ crash NODES",
        "crash leader --help ~ crash NODES",
        "compare raft --sim -h ~ compare ALGORITHM",
        "on raft crash --help ~ crash NODES",
        "on --help ~ on NAME COMMAND",
        "watch --help ~ watch [TIME COMMAND ...]",
        "help faults ~ faults: what happens to nodes",
        "help network ~ network: ",
        "help prompt ~ prompt: ",
        "help exit ~ quit",
        "help ? ~ help [COMMAND | GROUP]",
        "exti ~ unknown command 'exti'; did you mean",
        "help nothing ~ no command and no group is called 'nothing'; type: help",
        "\\x ~ unknown command '\\x'; type: help",
        "watch ~ watch needs a terminal that it can draw on; type: status; or, on a terminal: watch 1s status",
        "watch 1s ~ watch needs a time and a command; type: watch 1s status",
        "watch status ~ watch needs a time and a command; type: watch 1s status",
        "watch often status ~ 'often' is not a duration; type one like 50ms or 1.5s; or type: watch 1s status",
        "watch 1ms status ~ watch repeats a command every 100ms at most; type: watch 1s status",
        "watch 1s watch 1s status ~ watch repeats one command; type: watch 1s status",
        "watch 1s status ~ watch needs a terminal, on which a key ends it; type: status; wait 1s; status",
        "timing ~ timing is off; type: timing on",
        "timing maybe ~ timing is on or off, got 'maybe'; type: timing on",
        "version ~ quorate ",
        "version 2 ~ '2' is not understood by version; type: version",
        "history 0 ~ history shows 1 line or more; type: history 20",
        "history some ~ invalid value for positional parameter",
        "save ~ save needs more; type: save FILE",
        "source ~ source needs more; type: source FILE",
        "source no/such/file ~ there is no script no/such/file",
        "source / ~ there is no script /",
        "\\i no/such/file ~ there is no script no/such/file",
        "save notes.txt ~ nothing has worked in this session yet; type: start raft 5",
        "set ~ heartbeat ",
        "SET ~ heartbeat ",
        "START rafft 3 ~ unknown algorithm 'rafft'; did you mean raft?",
      })
  void another_prompt_s_way_works_or_one_line_says_what_to_type(String typed, String begin) {
    try (Typed prompt = Typed.simulating()) {
      String answer = prompt.type(typed) + prompt.noted();
      assertThat(answer).startsWith(begin);
      assertThat(prompt.noted().lines().count()).isLessThanOrEqualTo(1);
      assertThat(prompt.session().all()).isEmpty();
    }
  }

  /** What is typed at three nodes that are up, and how the row begins that says what it did. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "crash N3 ~ crashed +n3",
        "crash n1,N2 ~ crashed +n1,n2",
        "crash 1 2 ~ crashed +n1,n2",
        "crash LEADER ~ crashed +n3",
        "CRASH 1 ~ crashed +n1",
        "deaf 1 3 ~ deaf +n1,n3",
        "pause 1 2 for 1s ~ paused +n1,n2 for 1s",
        "fire 2 election ~ fired +ELECTION of n2",
        "cut 1-2; heal all ~ healed +n1-n2",
        "loss 20% all ~ loss +20% on all links",
      })
  void a_near_miss_that_can_mean_one_thing_only_means_that(String typed, String row) {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim --seed 1");
      assertThat(prompt.type(typed)).containsPattern("(?m)^(raft: )?" + row);
      assertThat(prompt.noted()).isEmpty();
    }
  }

  @Test
  void why_leader_without_a_majority_names_what_can_help() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 5 --sim; crash 1..3");
      assertThat(prompt.type("why leader") + prompt.noted()).contains("restart");
    }
  }

  @Test
  void a_saved_session_runs_again_from_source_and_draws_the_same_chance() throws Exception {
    String file = folder.resolve("session.quorate").toString();
    String fingerprints;
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set runtime sim; set seed random");
      prompt.type("start raft 5; crash 9; help; crash leader; save " + file);
      fingerprints = prompt.session().all().get(0).fingerprint().orElseThrow();
      assertThat(prompt.printed()).contains("4 commands; type: source " + file);
      assertThat(prompt.type("save " + file)).contains("in place of an earlier session");
    }
    assertThat(Files.readAllLines(Path.of(file)).subList(1, 5))
        .satisfiesExactly(
            it -> assertThat(it).isEqualTo("set runtime sim"),
            it -> assertThat(it).isEqualTo("set seed random"),
            it -> assertThat(it).matches("start raft 5 --seed \\d+"),
            it -> assertThat(it).isEqualTo("crash leader"));
    try (Typed again = Typed.simulating()) {
      again.type("source " + file);
      assertThat(again.noted()).isEmpty();
      assertThat(again.session().all().get(0).fingerprint()).contains(fingerprints);
    }
  }

  @Test
  void a_file_that_is_no_saved_session_stays_as_it_is() throws Exception {
    Path notes = file("notes.txt", "my notes");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {-1, -2, -3});
    try (Typed prompt = Typed.text()) {
      for (Path taken : List.of(notes, binary)) {
        assertThat(prompt.error("set follow off; save " + taken))
            .contains("is there already, and is no saved session; type another name");
      }
      assertThat(prompt.error("save " + folder)).contains("it is not a file");
    }
    assertThat(notes).hasContent("my notes");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("notes.txt", "binary");
  }

  @Test
  void an_error_in_a_script_names_file_and_line_once() throws Exception {
    Path inner = file("inner.quorate", "set follow off", "", "crash 9", "set follow on");
    Path outer = file("outer.quorate", "# a comment", "source " + inner, "set seed 7");
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.interpreter().run("source " + outer, false)).isFalse();
      assertThat(prompt.noted())
          .isEqualTo(inner + ", line 3: no cluster is running; type: start raft 5\n");
      assertThat(prompt.session().settings().follow()).isFalse();
      assertThat(prompt.session().settings().seed()).isEmpty();
      assertThat(prompt.interpreter().exitStatus()).isEqualTo(1);
      assertThat(prompt.error("set pace 3")).as("afterwards").startsWith("unknown setting");
    }
    try (Typed prompt = Typed.json()) {
      prompt.interpreter().run("source " + outer, false);
      List<String> lines = prompt.printed().lines().toList();
      assertThat(lines).hasSize(4);
      assertThat(lines.get(1)).contains("\"file\":\"" + inner + "\",\"line\":3");
      assertThat(lines.get(3)).contains("\"ok\":false").contains("a command of ");
    }
  }

  @Test
  void a_script_that_runs_itself_is_refused() throws Exception {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Files.writeString(one, "set follow off\nsource " + two + "\n");
    Files.writeString(two, "source " + folder + "/./one\n");
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.error("source " + one)).contains("would run itself without end");
      assertThat(prompt.noted()).hasLineCount(1).startsWith(two + ", line 1: ");
    }
  }

  @Test
  void history_has_what_was_typed_and_what_failed_too() {
    try (Typed prompt = Typed.text()) {
      prompt.type("set follow off");
      prompt.type("frobnicate");
      assertThat(prompt.type("history"))
          .isEqualTo("    1  set follow off\n    2  frobnicate\n    3  history\n");
      assertThat(prompt.type("history 1")).isEqualTo("    4  history 1\n");
    }
  }

  @Test
  void timing_says_after_each_command_how_long_it_took() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("timing on");
      assertThat(prompt.noted()).isEmpty();
      prompt.type("start raft 3 --sim; frobnicate");
      assertThat(prompt.noted().lines().filter(it -> it.matches("took [\\d,.]+ ms by the clock.*")))
          .hasSize(2);
      prompt.type("timing off");
      prompt.type("status");
      assertThat(prompt.noted()).isEmpty();
    }
  }

  @Test
  void watch_repeats_a_command_in_place_until_a_key() {
    try (Typed prompt = Typed.simulating()) {
      SeenScreen screen = new SeenScreen(2);
      prompt.interpreter().shell().showOn(screen);
      prompt.type("start raft 3 --sim --seed 1");
      String shown = prompt.type("watch 1s wait 100ms");
      assertThat(shown).contains("every 1 s, once so far; any key ends").contains("3 times so far");
      assertThat(screen.done()).startsWith("wipe 0").hasSize(3);
      assertThat(prompt.interpreter().shell().worked())
          .as("what changed something is kept as often as it was done")
          .containsExactly("start raft 3 --sim --seed 1", "wait 100ms", "wait 100ms", "wait 100ms");
      prompt.interpreter().shell().showOn(new SeenScreen(-1));
      assertThat(prompt.type("watch 1s status")).contains("once so far");
      assertThat(prompt.noted()).as("Ctrl-C ends it, too").isEmpty();
      assertThat(prompt.error("watch 1s crash 9")).startsWith("node 9 does not exist");
    }
  }

  @Test
  void help_goes_to_a_pager_and_clear_empties_the_screen() {
    try (Typed prompt = Typed.text()) {
      SeenScreen screen = new SeenScreen(0);
      prompt.interpreter().shell().showOn(screen);
      assertThat(prompt.type("help; clear; set")).startsWith("heartbeat");
      assertThat(screen.done())
          .containsExactly("page clusters: start clusters, and look after them", "clear");
    }
  }

  /** A line, and what stands below it on the screen: a caret, at the word that is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "start rafft 5 ~ `               ^`",
        "start ~ `               ^`",
        "frobnicate ~ `         ^`",
        "set pace 3 ~ `             ^`",
        "start raft 0 ~ `                    ^`",
        "set; set pace 3 ~ `      ^`",
      })
  void an_error_points_at_the_word(String line, String caret) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    Console console = new Console(out, out, false, false, false, () -> 80, false, true);
    try (CommandContext context = CommandContext.of(Catalog.load(), console)) {
      Interpreter interpreter = Wiring.interpreter(context);
      interpreter.shell().showOn(new SeenScreen(0));
      interpreter.startPage("quorate> ", line);
      interpreter.run(line, false);
    }
    assertThat(screen.toString(StandardCharsets.UTF_8).lines()).contains(caret);
  }

  @Test
  void every_command_has_a_group_and_every_group_has_commands() {
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.type("help")).as("put it into CommandGroup").doesNotContain("other: ");
      for (String word : prompt.interpreter().language().all().keySet()) {
        assertThat(prompt.type("help").lines().filter(it -> it.startsWith("  " + word + " ")))
            .as(word)
            .hasSize(1);
      }
    }
  }

  @Test
  void the_example_of_each_group_works_as_it_stands() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set runtime sim; start raft 5");
      prompt.interpreter().shell().showOn(new SeenScreen(0));
      prompt.type("help");
      List<String> groups = List.of("clusters", "faults", "network", "look", "measure", "prompt");
      for (String group : groups) {
        prompt.interpreter().shell().showOn(Screen.NONE);
        String help = prompt.type("help " + group);
        String example = help.split("for example: ", 2)[1].lines().findFirst().orElseThrow();
        prompt.interpreter().shell().showOn(new SeenScreen(0));
        prompt.type(example);
        assertThat(prompt.noted().replaceAll("took .*\n", "")).as(example).isEmpty();
      }
    }
  }
}
