package quorate.prompt.editor;

import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
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

  /** The size of the window when the row was drawn; null while there is none. */
  private Size drawnFor;

  private boolean closed;
  private boolean suspended;

  /**
   * A bar that takes no row yet.
   *
   * @param output is held by all others that print
   */
  public StatusBar(Terminal terminal, LineEditor editor, Object output) {
    this.terminal = terminal;
    this.editor = editor;
    this.output = output;
    editor.beforeResizing(this::fit);
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

  /**
   * Shows nothing until {@link #resume}, since something else has the whole screen. The row is
   * kept: to take it again would move all else up.
   */
  public void suspend() {
    synchronized (output) {
      editor.whileStill(
          () -> {
            fit();
            scrollAbove(0);
            suspended = true;
          });
    }
  }

  /** Goes on, on the screen as it was. */
  public void resume() {
    synchronized (output) {
      editor.whileStill(
          () -> {
            suspended = false;
            if (terminal.getSize().equals(drawnFor)) {
              scrollAbove(1);
            }
          });
    }
  }

  /** Lets all but so many rows at the end scroll, if the row was taken. */
  private void scrollAbove(int rows) {
    if (drawnFor != null) {
      terminal.puts(Capability.save_cursor);
      terminal.puts(Capability.change_scroll_region, 0, terminal.getSize().getRows() - 1 - rows);
      terminal.puts(Capability.restore_cursor);
      terminal.flush();
    }
  }

  private void draw(String line) {
    if (closed || suspended) {
      return;
    }
    fit();
    if (!isPossible()) {
      return;
    }
    status = status == null ? Status.getStatus(terminal) : status;
    if (status != null) {
      status.resize();
      status.update(List.of(AttributedString.fromAnsi(line)));
      terminal.flush();
      drawnFor = terminal.getSize();
    }
  }

  /**
   * Fits the window as it is now. The row moves, and the cursor may stand in the new one, where
   * nothing scrolls: so all below the cursor is wiped, and a row is made there.
   *
   * @return whether it was wiped
   */
  private boolean fit() {
    if (drawnFor == null || closed || terminal.getSize().equals(drawnFor)) {
      return false;
    }
    scrollAbove(0);
    terminal.puts(Capability.carriage_return);
    terminal.puts(Capability.clr_eos);
    terminal.writer().write("\n");
    terminal.puts(Capability.cursor_up);
    hide();
    status.resize(); // with a line in it, it would wipe rows above as well
    return true;
  }

  private void hide() {
    if (drawnFor != null) {
      status.hide();
      terminal.flush();
      drawnFor = null;
    }
  }

  /** Gives the row back, and leaves it empty. No-op if the terminal is closed. */
  public void close() {
    synchronized (output) {
      editor.whileStill(this::giveBack);
    }
  }

  private void giveBack() {
    try {
      fit();
      hide();
    } catch (IllegalStateException terminalIsClosed) {
      // the process was told to end while a command ran
    }
    closed = true;
  }
}
