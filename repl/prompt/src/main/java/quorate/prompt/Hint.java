package quorate.prompt;

import java.util.List;
import java.util.Optional;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;

/** What one could type next, in a line below an answer. */
final class Hint {

  private static final String AFTER_A_FAULT =
      "timeline draws what happened; why leader explains it";

  private Hint() {}

  /** A hint for a line that worked, if its last command was a fault. */
  static Optional<String> after(String line) {
    List<Statement> all = Statements.of(line);
    List<String> words = all.isEmpty() ? List.of() : all.get(all.size() - 1).words();
    int command = words.size() > 2 && words.get(0).equals("on") ? 2 : 0;
    return words.size() > command && FaultRows.all().containsKey(words.get(command))
        ? Optional.of(AFTER_A_FAULT)
        : Optional.empty();
  }
}
