package quorate.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import quorate.lab.Printable;
import quorate.session.StateFile;

/**
 * Where the program keeps what it writes for itself: the history of the prompt, and a log that
 * nobody sees unless something goes wrong.
 */
public final class Logs {

  private static final int LARGEST = 1_000_000;

  private Logs() {}

  /**
   * The folder: {@code $XDG_STATE_HOME/quorate}, or else {@code ~/.local/state/quorate}; a relative
   * one is none, and who has no home has it among the temporary files.
   */
  public static Path folder() {
    return absolute(System.getenv("XDG_STATE_HOME"))
        .or(() -> inHome(System.getProperty("user.home")))
        .or(() -> inHome(System.getenv("HOME")))
        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")))
        .resolve("quorate");
  }

  private static Optional<Path> inHome(String home) {
    return absolute(home).map(it -> it.resolve(".local").resolve("state"));
  }

  static Optional<Path> absolute(String path) {
    try {
      return Optional.ofNullable(path).map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException unnameable) {
      return Optional.empty(); // in a locale that lacks its letters
    }
  }

  /** Writes down a bug that a command met, and says so to a person. */
  static String reported(String command, Throwable bug) {
    Logger.getLogger(Logs.class.getName()).log(Level.SEVERE, "'" + command + "' failed", bug);
    return "this should not have happened: " + bug + "; " + whereTheyAre();
  }

  static String whereTheyAre() {
    return "details are in " + Printable.visible(folder().resolve("quorate.log").toString());
  }

  /** Sends warnings of all libraries to the log file, and nothing to the terminal. */
  static void toFileOnly() {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(new LazyFile());
  }

  /** A full disk is no reason to write on the terminal. */
  private static final class Silent extends ErrorManager {
    @Override
    public synchronized void error(String message, Exception failed, int code) {
      // there is nowhere to say so
    }
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
        StateFile log = new StateFile(folder().resolve("quorate.log"));
        if (log.exists() && !Files.isRegularFile(log.path())) {
          log.setAside();
        }
        String pattern = log.path().toString().replace("%", "%%");
        file = new FileHandler(pattern, LARGEST, 1, true);
        file.setFormatter(new SimpleFormatter());
        file.setErrorManager(new Silent());
      } catch (IOException | RuntimeException unwritable) {
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
