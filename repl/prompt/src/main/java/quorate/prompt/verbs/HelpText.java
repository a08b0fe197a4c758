package quorate.prompt.verbs;

import java.util.List;
import java.util.Optional;
import quorate.experiments.Resources;

/** The examples and explanations of a command: a text beside this class, {@code help/start.txt}. */
final class HelpText {

  private HelpText() {}

  /**
   * Its lines, the first of them empty. A line that is not indented goes on with the one before,
   * unless an empty one is between.
   */
  static Optional<List<String>> of(String command) {
    return Resources.text(HelpText.class, "help/" + command + ".txt")
        .map(page -> ("\n" + page.replaceAll("(?<=\\S)\n(?=\\S)", " ")).lines().toList());
  }

  /** What it says behind a word, in a line such as {@code " down=1,2 nodes that ..."}. */
  static String meaning(String command, String word) {
    return of(command).orElseThrow().stream()
        .filter(line -> line.startsWith("  " + word))
        .map(line -> line.replaceFirst("^  .*?\\S {2,}", ""))
        .findFirst()
        .orElse("");
  }
}
