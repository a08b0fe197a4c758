package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.language.Statements;
import quorate.lab.Printable;

/**
 * What is typed may hold any character: none steers the terminal, and printed lines can be typed.
 */
class OddCharactersTest {

  @TempDir private Path folder;

  private static void assertPrintable(String printed) {
    for (String line : printed.split("\n", -1)) {
      assertThat(Printable.isPrintable(line)).as(Printable.visible(line)).isTrue();
    }
  }

  private static String odd(SplittableRandom random) {
    String steering =
        "\u001B\u0007\u0085\u009B\u00AD\u200B\u200F\u2028\u202E\u2066\uFEFF\uE000\uD83D";
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      word.append(steering.charAt(random.nextInt(steering.length()))).append("[2J1=".charAt(i));
    }
    return random.nextBoolean() ? "'" + word + "'" : word.toString();
  }

  @Test
  void no_command_prints_what_steers_a_terminal() {
    List<String> begins =
        List.of(
            "",
            "start",
            "start raft 3 --sim logs=",
            "start paxos 3 --sim learning=",
            "set",
            "set loss",
            "crash",
            "cut 1-",
            "partition 1 |",
            "drop",
            "fire 1",
            "heal",
            "delay",
            "wait x",
            "why",
            "why no-vote",
            "inspect",
            "explain",
            "compare raft --sim --trials 1 --csv /no/such/",
            "compare",
            "compare raft --sim --trials 1 --scenario",
            "sweep raft --sim loss={1,",
            "matrix x",
            "run",
            "scenarios show",
            "replay",
            "chaos raft x=",
            "chaos",
            "experiment x",
            "exercise",
            "help",
            "on",
            "on raft",
            "stop",
            "trace --type",
            "trace",
            "net",
            "counts",
            "algorithms",
            "observe");
    SplittableRandom random = new SplittableRandom(37);
    for (boolean json : new boolean[] {false, true}) {
      try (Typed prompt = json ? Typed.simulatingJson() : Typed.simulating()) {
        prompt.type("start raft 3 --sim");
        for (int i = 0; i < 100; i++) {
          String between = random.nextBoolean() ? " " : "";
          String typed = begins.get(random.nextInt(begins.size())) + between + odd(random);
          assertPrintable(prompt.type(typed));
          assertPrintable(prompt.noted());
        }
      }
    }
  }

  @Test
  void a_file_with_steering_characters_is_shown_without_them() throws Exception {
    Path scenario = folder.resolve("s.quorate");
    Files.writeString(scenario, "\uFEFF# clears \u001B[2J\u009B2J\u202E\r\ncrash leader\r\n");
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.type("scenarios show " + scenario))
          .contains("# clears ?[2J?2J?\ncrash leader");
      prompt.type("compare raft --sim --trials 2 --scenario " + scenario);
      assertThat(prompt.printed()).contains("clears ?[2J?2J?\n").doesNotContain("#  clears");
      prompt.type("start raft 3 --sim; run " + scenario);
      assertPrintable(prompt.noted());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uD83D\uDE00",
        "\uD83D\uDC68\u200D\uD83D\uDC69",
        "two words",
        "it's",
        "a\"b'c",
        "back\\slash",
        "~tilde",
        "no\u00A0break",
        "\u00fcbung",
        "line\nbreak",
        "tab\tesc\u001B",
        "#hash;",
        "\u202Eright",
        "$'x'",
        "a=b",
        "--sim"
      })
  void every_printed_line_works_when_it_is_typed(String name) throws Exception {
    String path = folder.resolve(name + ".quorate").toString();
    Files.writeString(Path.of(path), "crash leader");
    try (Typed prompt = Typed.simulating()) {
      String compare = "compare raft --sim --trials 1 --scenario " + Statements.quoted(path);
      String report = prompt.type(compare);
      assertPrintable(report);
      List<String> again = new ArrayList<>();
      for (String line : report.split("\n")) {
        if (line.startsWith("again: ")) {
          again.add(line.substring("again: ".length()));
          assertThat(prompt.type(line.substring("again: ".length()))).isEqualTo(report);
        } else if (line.startsWith("replay ")) {
          again.add(line);
          prompt.type(line);
          assertThat(prompt.noted()).as(line).isEmpty();
          assertThat(prompt.printed()).as(line).isNotEmpty();
        }
      }
      assertThat(again).hasSize(3);
    }
  }

  @Test
  void invisible_differences_make_none() {
    try (Typed prompt = Typed.simulating()) {
      String plain = prompt.type("start raft 3 --sim --seed 4; crash leader; stop all");
      String odd =
          prompt.type(
              "\uFEFFstart\u00A0raft\u20073 --s\u200Bim --seed 4;\u202Fcrash leader\u00A0; stop all\r\n");
      assertThat(odd).isEqualTo(plain);
      assertThat(prompt.error("start raft 3 \u2013sim"))
          .isEqualTo("that is a dash, '\u2013'; type: start raft 3 --sim");
      assertThat(prompt.error("run \u201Cmy scenario\u201D"))
          .isEqualTo("that is a curly quote, '\u201D'; type: run \"my scenario\"");
    }
  }

  @Test
  void rows_take_standard_output_and_the_report_stands_beside_them() {
    try (Typed prompt = Typed.simulating()) {
      String rows = prompt.type("compare raft --sim --trials 2 --csv -");
      assertThat(rows).startsWith("algorithm,trial,").hasLineCount(3);
      assertThat(prompt.noted()).startsWith("crash-leader, 5 nodes, 2 trials").contains("again: ");
      assertThat(prompt.type("sweep raft --sim --trials 2 loss={1,2}% --csv /dev/fd/1"))
          .startsWith("setting,algorithm,")
          .hasLineCount(5);
    }
    try (Typed prompt = Typed.simulatingJson()) {
      assertThat(prompt.type("compare raft --sim --trials 2 --csv /proc/self/fd/1"))
          .contains("rows and JSON cannot share standard output; type --csv FILE");
    }
  }
}
