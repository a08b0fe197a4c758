package quorate.prompt;

import java.io.IOError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import quorate.prompt.console.Canvas;

/**
 * The alternate screen of a terminal. What is drawn is compared with what is there, and the
 * difference is written.
 */
final class TerminalCanvas implements Canvas {

  private static final long ESCAPE_MILLIS = 50;

  private final Terminal terminal;
  private final Display display;
  private final BindingReader reader;
  private final KeyMap<String> keys = new KeyMap<>();
  private Size size = Size.of(0, 0);
  private volatile boolean shown;
  private volatile boolean waiting;
  private volatile boolean ended;

  TerminalCanvas(Terminal terminal) {
    this.terminal = terminal;
    this.display = new Display(terminal, true);
    this.reader = new BindingReader(terminal.reader());
    bindKeys();
  }

  private void bindKeys() {
    keys.setAmbiguousTimeout(ESCAPE_MILLIS);
    for (char key = ' '; key <= '~'; key++) {
      keys.bind(String.valueOf(key), String.valueOf(key));
    }
    bind("left", Capability.key_left, "\033[D", "\033OD");
    bind("right", Capability.key_right, "\033[C", "\033OC");
    bind("up", Capability.key_up, "\033[A", "\033OA");
    bind("down", Capability.key_down, "\033[B", "\033OB");
    bind("backtab", Capability.key_btab, "\033[Z");
    keys.bind("tab", "\t");
    keys.bind("esc", KeyMap.esc());
    keys.bind(END, KeyMap.ctrl('C'), KeyMap.ctrl('D'));
  }

  private void bind(String name, Capability capability, String... sequences) {
    String own = KeyMap.key(terminal, capability);
    if (own != null) {
      keys.bind(name, own);
    }
    keys.bind(name, sequences);
  }

  /** Shows it while something draws there, and then what was on the screen before. */
  void during(Consumer<Canvas> picture) {
    Thread drawing = Thread.currentThread();
    SignalHandler before =
        terminal.handle(
            Signal.INT,
            signal -> {
              ended = true;
              if (!waiting) {
                drawing.interrupt(); // a command takes long
              }
            });
    Attributes attributes = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(LocalFlag.ISIG, true); // Ctrl-C ends a command that takes long
    raw.setControlChar(ControlChar.VSUSP, 0); // a stopped program would leave the screen as it is
    terminal.setAttributes(raw);
    try {
      show();
      picture.accept(this);
    } finally {
      hide();
      terminal.setAttributes(attributes);
      terminal.handle(Signal.INT, before);
      Thread.interrupted();
    }
  }

  private void show() {
    shown = true;
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.puts(Capability.cursor_invisible);
    terminal.flush();
  }

  /** Shows what was on the screen before. No-op if that is shown already. Any thread. */
  synchronized void hide() {
    if (shown) {
      shown = false;
      terminal.puts(Capability.clear_screen); // where there is no other screen
      terminal.puts(Capability.exit_ca_mode);
      terminal.puts(Capability.keypad_local);
      terminal.puts(Capability.cursor_normal);
      terminal.flush();
    }
  }

  @Override
  public int columns() {
    return fitted().getColumns();
  }

  @Override
  public int rows() {
    return fitted().getRows();
  }

  /** The size of the window now; if it is another than before, all is drawn again. */
  private Size fitted() {
    Size now = terminal.getSize();
    if (!now.equals(size)) {
      size = Size.of(now.getColumns(), now.getRows());
      display.resize(size);
      display.reset();
      terminal.puts(Capability.clear_screen);
    }
    return size;
  }

  @Override
  public synchronized void draw(List<String> lines) {
    if (shown) {
      display.update(lines.stream().map(AttributedString::fromAnsi).toList(), 0);
    }
  }

  @Override
  public Optional<String> key(Duration atMost) {
    waiting = true;
    try {
      if (ended) {
        return Optional.of(END);
      }
      int next = reader.peekCharacter(Math.max(1, atMost.toMillis()));
      if (next == NonBlockingReader.EOF) {
        return Optional.of(END);
      } else if (next == NonBlockingReader.READ_EXPIRED) {
        return ended ? Optional.of(END) : Optional.empty();
      }
      return Optional.ofNullable(reader.readBinding(keys, null, false));
    } catch (EndOfFileException | IOError gone) {
      return Optional.of(END);
    } finally {
      waiting = false;
    }
  }
}
