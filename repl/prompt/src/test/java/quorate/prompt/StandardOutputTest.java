package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Catalog;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;
import quorate.prompt.console.OutputLost;

class StandardOutputTest {

  /** Takes so many bytes. */
  private static StandardOutput failing(int room, String reason) {
    return new StandardOutput(
        new OutputStream() {
          private int taken;

          @Override
          public void write(int one) throws IOException {
            taken++;
            if (taken > room) {
              throw new IOException(reason);
            }
          }
        });
  }

  private static void run(StandardOutput output, boolean json, String typed) {
    PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(OutputStream.nullOutputStream());
    Console console = new Console(out, err, json, false, false, () -> 100, false, false);
    try (CommandContext context = CommandContext.of(Catalog.load(), console)) {
      Wiring.interpreter(context).run(typed, true);
    }
  }

  @Test
  void what_was_written_keeps_the_status() {
    StandardOutput output = failing(1_000_000, "never");
    run(output, false, "help; status");
    assertThat(output.complaint()).isEmpty();
    assertThat(output.status(0)).isZero();
    assertThat(output.status(3)).isEqualTo(3);
  }

  @Test
  void a_write_that_fails_ends_the_run_with_one_line_and_status_1() {
    for (boolean json : new boolean[] {false, true}) {
      StandardOutput output = failing(100, "No space left on device");
      assertThatThrownBy(() -> run(output, json, "help; help; help"))
          .isInstanceOf(OutputLost.class);
      assertThat(output.complaint())
          .contains("standard output cannot be written: No space left on device");
      assertThat(output.status(0)).isEqualTo(1);
    }
  }

  @Test
  void rows_that_cannot_be_written_end_it_as_well() {
    StandardOutput output = failing(100, "No space left on device");
    assertThatThrownBy(() -> run(output, false, "compare raft --sim --trials 50 --csv -"))
        .isInstanceOf(OutputLost.class);
    assertThat(output.status(0)).isEqualTo(1);
  }

  @Test
  void a_broken_pipe_ends_it_quietly() {
    StandardOutput output = failing(0, "Broken pipe");
    assertThatThrownBy(() -> run(output, false, "help")).isInstanceOf(OutputLost.class);
    assertThat(output.complaint()).isEmpty();
    assertThat(output.status(0)).isEqualTo(141);
  }
}
