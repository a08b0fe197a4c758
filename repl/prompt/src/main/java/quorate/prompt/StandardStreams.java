package quorate.prompt;

import java.io.IOException;
import java.nio.charset.Charset;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** What standard input, output and errors are: a terminal or not, and of what kind. */
final class StandardStreams {

  private static final int WIDE = 100;

  /** What a table needs at the least. */
  static final int NARROW = 40;

  private StandardStreams() {}

  /**
   * Whether a person is at its other end. A shell has a test for that, which the JVM lacks; the
   * launcher for Windows has none, and leaves it to JLine.
   */
  static boolean isTerminal(SystemStream stream) {
    return isTerminalOfShell(stream)
        || Boolean.getBoolean("quorate.terminal.ask") && isTerminalOfJline(stream);
  }

  /** Whether it is a terminal that understands escape sequences from whatever program. */
  static boolean isTerminalOfShell(SystemStream stream) {
    String name =
        switch (stream) {
          case Input -> "in";
          case Output -> "out";
          case Error -> "err";
        };
    return Boolean.getBoolean("quorate.terminal." + name);
  }

  private static boolean isTerminalOfJline(SystemStream stream) {
    try {
      return TerminalProvider.load(System.getProperty("org.jline.terminal.provider", "jni"))
          .isSystemStream(stream);
    } catch (IOException | LinkageError none) {
      return false;
    }
  }

  /** The charset of the locale, which Java 17 does not use for output of its own accord. */
  static Charset charset() {
    String ofConsole = System.getProperty("sun.stdout.encoding"); // of Java 17, on Windows
    String name =
        System.getProperty(
            "stdout.encoding",
            ofConsole == null ? System.getProperty("native.encoding") : ofConsole);
    return name != null && Charset.isSupported(name)
        ? Charset.forName(name)
        : Charset.defaultCharset();
  }

  /** The width of the terminal, as the launcher found it (rows x columns), or a usual one. */
  static int width() {
    String size = System.getProperty("quorate.terminal.size", "");
    boolean known = size.matches("\\d{1,4}x[1-9]\\d{0,3}");
    return known ? Math.max(Integer.parseInt(size.split("x")[1]), NARROW) : WIDE;
  }
}
