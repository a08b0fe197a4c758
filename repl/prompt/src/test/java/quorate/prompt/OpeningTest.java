package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.lab.cluster.Catalog;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;

/** How a session at the prompt begins. */
class OpeningTest {

  @TempDir private Path folder;

  /** What is on the screen when somebody types nothing, and leaves. */
  private String session(Opening opening) throws IOException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    Console console = new Console(out, out, false, false, false, () -> 80, false, true);
    try (Terminal terminal =
            TerminalBuilder.builder()
                .system(false)
                .type("dumb")
                .streams(new ByteArrayInputStream(new byte[0]), screen)
                .build();
        CommandContext context = CommandContext.of(Catalog.load(), console)) {
      new Prompt(context, Wiring.interpreter(context), terminal).run(opening);
    }
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void commands_of_the_rc_file_come_first_and_one_that_fails_keeps_nobody_out() throws Exception {
    Path rc = Files.writeString(folder.resolve("rc"), "set answer 7ms\nset pace 3\nset loss 1%\n");
    String shown = session(new Opening(true, true, Optional.of(rc), ""));
    assertThat(shown)
        .containsSubsequence(
            "Quorate: leader elections side by side",
            "answer     7ms",
            rc + ", line 2: unknown setting 'pace'",
            "loss       1%");
  }

  @Test
  void a_command_of_the_shell_runs_without_a_greeting() throws Exception {
    String shown = session(new Opening(false, true, Optional.empty(), "set answer 9ms"));
    assertThat(shown).doesNotContain("side by side").contains("answer     9ms");
  }
}
