package quorate.prompt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jline.builtins.Less;
import org.jline.builtins.Source.InputStreamSource;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import quorate.prompt.console.Canvas;
import quorate.prompt.console.Screen;

/** A terminal that can be drawn on. */
final class TerminalScreen implements Screen {

  private static final String KEYS = "Space: next page   b: page before   /: search   q: leave";
  private static final long SLICE_MILLIS = 100;

  private final Terminal terminal;

  private TerminalScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  /** That of a terminal; none if it is dumb. */
  static Screen of(Terminal terminal) {
    boolean able = terminal.getStringCapability(Capability.clear_screen) != null;
    return able && !terminal.getType().startsWith(Terminal.TYPE_DUMB)
        ? new TerminalScreen(terminal)
        : NONE;
  }

  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public void clear() {
    terminal.puts(Capability.clear_screen);
    terminal.flush();
  }

  @Override
  public void whole(Consumer<Canvas> picture) {
    TerminalCanvas canvas = new TerminalCanvas(terminal);
    Thread leaving = new Thread(canvas::hide, "show the screen as it was");
    Runtime.getRuntime().addShutdownHook(leaving);
    try {
      canvas.during(picture);
    } finally {
      removeHook(leaving);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // it runs just now
    }
  }

  @Override
  public void wipe(int lines) {
    if (lines < terminal.getSize().getRows()) { // what has left the screen stays as it is
      for (int i = 0; i < lines; i++) {
        terminal.puts(Capability.cursor_up);
      }
      terminal.puts(Capability.carriage_return);
      terminal.puts(Capability.clr_eos);
      terminal.flush();
    }
  }

  @Override
  public boolean page(String text) {
    if (text.lines().count() < terminal.getSize().getRows()) {
      return false;
    }
    try {
      Less less = new Less(terminal, Path.of("")).defaultPrompt(KEYS);
      less.run(
          new InputStreamSource(
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), true, KEYS));
      return true;
    } catch (InterruptedException left) {
      return true; // by Ctrl-C
    } catch (IOException broken) {
      return false;
    }
  }

  @Override
  public boolean keyWithin(Duration time) throws InterruptedException {
    Attributes before = terminal.enterRawMode();
    try {
      long end = System.nanoTime() + time.toNanos();
      long left = time.toMillis();
      while (left > 0) {
        int key = terminal.reader().read(Math.min(left, SLICE_MILLIS));
        if (Thread.interrupted()) {
          throw new InterruptedException();
        } else if (key != NonBlockingReader.READ_EXPIRED) {
          return true; // a key, or an end of input
        }
        left = (end - System.nanoTime()) / 1_000_000;
      }
      return false;
    } catch (InterruptedIOException interrupted) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } finally {
      terminal.setAttributes(before);
    }
  }
}
