package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Catalog;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;
import quorate.prompt.verbs.HelpVerb;

/** What {@code help} prints of a command. */
class HelpTest {

  @Test
  void every_text_belongs_to_a_command_and_help_prints_it() throws Exception {
    Path folder = Path.of(HelpVerb.class.getResource("help").toURI());
    try (Stream<Path> texts = Files.list(folder);
        Typed prompt = Typed.text()) {
      List<Path> all = texts.toList();
      assertThat(all).isNotEmpty();
      for (Path text : all) {
        String command = text.getFileName().toString().replace(".txt", "");
        String first = Files.readAllLines(text).get(0);
        assertThat(prompt.type("help " + command)).as(command + prompt.noted()).contains(first);
      }
    }
  }

  @Test
  void a_paragraph_is_as_wide_as_the_screen_and_an_example_keeps_its_line() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Console wide = new Console(out, out, false, false, false, () -> 300, false, true);
    try (CommandContext context = CommandContext.of(Catalog.load(), wide)) {
      Wiring.interpreter(context).run("help trace", false);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("\n\nexamples:\n  trace                        the newest 40 events\n")
        .contains("\n\nHeartbeats, their timer, and the timers that they set are left out, unless")
        .contains("or --type asks for them. You can look at the newest 100,000 events");
  }
}
