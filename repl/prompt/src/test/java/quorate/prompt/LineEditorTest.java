package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import quorate.prompt.editor.LineEditor;

/** Keys go into a terminal that only pretends, and what it would show comes out. */
class LineEditorTest {

  private static final String TYPE = "xterm-256color";

  private static final String RED = "\u001B\\[[0-9;]*31m";
  private static final String CYAN = "\u001B\\[[0-9;]*36[;m]";

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  /** The line that these keys end up as. */
  private String typed(String keys, Typed prompt, boolean color, String... history)
      throws IOException {
    screen.reset();
    try (PipedOutputStream keyboard = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(keyboard);
        Terminal terminal =
            new ExternalTerminal("test", TYPE, in, screen, StandardCharsets.UTF_8)) {
      terminal.setSize(Size.of(80, 24));
      keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      PromptCompleter completer = new PromptCompleter(prompt.interpreter().language());
      LineEditor editor =
          new LineEditor(terminal, prompt.interpreter().language(), completer, color);
      for (String line : history) {
        editor.getHistory().add(line.replace("!", ""));
        editor.worked().ended(line.replace("!", ""), !line.endsWith("!"));
      }
      return editor.readLine("quorate> ");
    }
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  /** Without colours; dim text is in angle brackets. */
  private String seen() {
    String dim = shown().replaceAll("\u001B\\[2m([^\u001B]*)", "<$1>");
    return dim.replaceAll("\u001B\\[[0-9;?]*[ -/]*[@-~]", "");
  }

  @Test
  void the_first_words_are_typed_with_three_letters_and_two_tabs() throws IOException {
    try (Typed prompt = Typed.text()) {
      assertThat(typed("st\t r\t 5\r", prompt, true)).isEqualTo("start raft 5");
      assertThat(seen()).contains("start a cluster, and wait").contains("node by node");
    }
  }

  @Test
  void letters_narrow_a_list_as_in_a_shell() throws IOException {
    try (Typed prompt = Typed.text()) {
      assertThat(typed("st\tat\t\r", prompt, false).strip()).isEqualTo("status");
      assertThat(typed("st\top\t\r", prompt, false).strip()).isEqualTo("stop");
    }
  }

  @Test
  void a_space_after_a_word_of_which_no_list_is_shown_changes_nothing() throws IOException {
    try (Typed prompt = Typed.text()) {
      assertThat(typed("st r\r", prompt, true)).isEqualTo("st r");
      assertThat(typed("explain two  leaders\r", prompt, true)).isEqualTo("explain two  leaders");
    }
  }

  @Test
  void values_are_completed_in_the_last_statement() throws IOException {
    try (Typed prompt = Typed.text()) {
      assertThat(typed("status;start raft 5 prev\ton\r", prompt, true).strip())
          .isEqualTo("status;start raft 5 prevote=on");
    }
  }

  @Test
  void the_arguments_that_are_missing_are_shown_dim_and_are_not_typed() throws IOException {
    try (Typed prompt = Typed.text()) {
      assertThat(typed("crash \r", prompt, true)).isEqualTo("crash ");
      assertThat(seen()).contains("<NODES>");
      typed("crash \r", prompt, false);
      assertThat(seen()).doesNotContain("NODES");
    }
  }

  @Test
  void a_line_that_worked_is_suggested_and_taken_with_the_right_arrow() throws IOException {
    String right = "\u001BOC";
    try (Typed prompt = Typed.text()) {
      assertThat(typed("sta" + right + "\r", prompt, true, "start raft 5 --sim"))
          .isEqualTo("start raft 5 --sim");
      assertThat(typed("start r" + right + "\r", prompt, true, "start raft 5", "start rafft 5!"))
          .isEqualTo("start raft 5");
      assertThat(typed("sta\r", prompt, true, "start raft 5")).isEqualTo("sta");
    }
  }

  @Test
  void a_line_that_failed_can_be_fetched_back() throws IOException {
    String up = "\u001BOA";
    try (Typed prompt = Typed.text()) {
      assertThat(typed(up + "\r", prompt, true, "start rafft 5!")).isEqualTo("start rafft 5");
    }
  }

  @Test
  void a_command_that_is_unknown_is_red_and_nothing_has_a_colour_where_there_is_none()
      throws IOException {
    try (Typed prompt = Typed.text()) {
      typed("strat raft 5\r", prompt, true);
      assertThat(shown()).containsPattern(RED);
      typed("start raft 5\r", prompt, true);
      assertThat(shown()).doesNotContainPattern(RED).containsPattern(CYAN);
      typed("strat raft 5\r", prompt, false);
      assertThat(shown()).doesNotContainPattern(RED);
    }
  }
}
