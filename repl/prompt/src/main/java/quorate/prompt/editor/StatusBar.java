package quorate.prompt.editor;

import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Status;

/**
 * The last row of a terminal, in which a line stays while all else scrolls above it. It takes the
 * row when there is something to say for the first time, and gives it back at the end. A terminal
 * that is dumb or low has none. Any thread.
 */
public final class StatusBar {

  /** With fewer rows, one is needed for something else. */
  private static final int FEWEST_ROWS = 10;

  private final Terminal terminal;
  private final LineEditor editor;
  private final Object output;
  private Status status;
  private boolean hidden = true;
  private boolean closed;

  /**
   * A bar that takes no row yet.
   *
   * @param output is held by all others that print
   */
  public StatusBar(Terminal terminal, LineEditor editor, Object output) {
    this.terminal = terminal;
    this.editor = editor;
    this.output = output;
  }

  /** Whether the terminal can have one at its present size. */
  public boolean isPossible() {
    return !terminal.getType().startsWith(Terminal.TYPE_DUMB)
        && terminal.getSize().getRows() >= FEWEST_ROWS;
  }

  /** Shows a line, which may have colours. */
  public void show(String line) {
    synchronized (output) {
      editor.whileStill(() -> draw(line));
    }
  }

  private void draw(String line) {
    if (closed) {
      return;
    } else if (!isPossible()) {
      hide();
      return;
    }
    if (status == null) {
      status = Status.getStatus(terminal);
    }
    if (status != null) {
      status.resize();
      status.update(List.of(AttributedString.fromAnsi(line)));
      terminal.flush();
      hidden = false;
    }
  }

  private void hide() {
    if (!hidden) {
      status.resize();
      status.hide();
      terminal.flush();
      hidden = true;
    }
  }

  /** Gives the row back, and leaves it empty. */
  public void close() {
    synchronized (output) {
      editor.whileStill(
          () -> {
            hide();
            closed = true;
          });
    }
  }
}
