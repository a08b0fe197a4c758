package quorate.prompt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Commands that a person wants to run at the beginning of every session. */
final class RcFile {

  private RcFile() {}

  /**
   * Where it is: {@code $XDG_CONFIG_HOME/quorate/rc}, or else {@code ~/.config/quorate/rc}; empty
   * if there is none.
   */
  static Optional<Path> find() {
    return Logs.absolute(System.getenv("XDG_CONFIG_HOME"))
        .or(() -> inHome(System.getProperty("user.home")))
        .or(() -> inHome(System.getenv("HOME")))
        .map(config -> config.resolve("quorate").resolve("rc"))
        .filter(Files::isRegularFile);
  }

  private static Optional<Path> inHome(String home) {
    return Logs.absolute(home).map(it -> it.resolve(".config"));
  }
}
