package quorate.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import quorate.experiments.Scenario;
import quorate.experiments.Scenarios;
import quorate.lab.Printable;
import quorate.lab.UserError;

/** Scenarios by what is typed: the name of one that comes with the program, or a path. */
public final class ScenarioFiles {

  private static final long LARGEST = 1_000_000;

  private ScenarioFiles() {}

  /**
   * A scenario.
   *
   * @throws UserError if there is none of that name, nor a file, or what is in the file is none
   */
  public static Scenario find(String typed) {
    return Scenarios.find(typed).orElseGet(() -> read(typed));
  }

  private static Scenario read(String typed) {
    try {
      Path path = Path.of(typed);
      if (typed.isEmpty() || !Files.isRegularFile(path)) {
        throw noneSuch(typed);
      }
      if (Files.size(path) > LARGEST) {
        throw new UserError("'" + Printable.of(typed) + "' is too large to be a scenario");
      }
      return Scenario.parse(typed, Files.readString(path, StandardCharsets.UTF_8));
    } catch (InvalidPathException noPath) {
      throw noneSuch(typed);
    } catch (IOException unreadable) {
      throw new UserError(
          "'" + Printable.of(typed) + "' cannot be read, or is not a text file in UTF-8");
    }
  }

  private static UserError noneSuch(String typed) {
    return UserError.unknown(
        "there is no scenario and no file '" + Printable.of(typed) + "'",
        typed,
        Scenarios.names(),
        "type: scenarios");
  }
}
