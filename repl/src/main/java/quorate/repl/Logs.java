package quorate.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Where the program keeps what it writes for itself: the history of the prompt, and a log that
 * nobody sees unless something goes wrong.
 */
public final class Logs {

  private Logs() {}

  /** The folder: {@code $XDG_STATE_HOME/quorate}, or else {@code ~/.local/state/quorate}. */
  public static Path folder() {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("quorate");
  }

  /** The part of an error that says where to read more. */
  static String whereTheyAre() {
    return "details are in " + folder().resolve("quorate.log");
  }

  /** Sends warnings of all libraries to the log file, and nothing to the terminal. */
  static void toFileOnly() {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(new LazyFile());
  }

  /** Opens the file when there is something to write, so that a quiet run leaves none. */
  private static final class LazyFile extends Handler {
    private Handler file;
    private boolean broken;

    @Override
    public synchronized void publish(LogRecord logged) {
      if (file == null && !broken) {
        open();
      }
      if (file != null) {
        file.publish(logged);
      }
    }

    private void open() {
      try {
        Files.createDirectories(folder());
        file = new FileHandler(folder().resolve("quorate.log").toString(), 1_000_000, 1, true);
        file.setFormatter(new SimpleFormatter());
      } catch (IOException unwritable) {
        broken = true; // there is nowhere to say so, and the run does not depend on it
      }
    }

    @Override
    public synchronized void flush() {
      if (file != null) {
        file.flush();
      }
    }

    @Override
    public synchronized void close() {
      if (file != null) {
        file.close();
      }
    }
  }
}
