package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;

/**
 * What hands type that know other prompts: {@code exit}, {@code \q}, {@code start?}, {@code crash
 * --help}. Each means a command of this one.
 */
public final class Conventions {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("exit", "quit"),
          Map.entry("bye", "quit"),
          Map.entry("logout", "quit"),
          Map.entry(":q", "quit"),
          Map.entry("\\q", "quit"),
          Map.entry("?", "help"),
          Map.entry("\\?", "help"),
          Map.entry("\\h", "help"),
          Map.entry("\\i", "source"),
          Map.entry("\\s", "history"),
          Map.entry("\\timing", "timing"),
          Map.entry("\\watch", "watch"),
          Map.entry("cls", "clear"));

  private static final List<String> FLAGS = List.of("--help", "-h");

  /** Commands that have another one behind their first word. */
  private static final Set<String> WITH_ANOTHER = Set.of("on", "watch");

  private final Set<String> commands;

  /** For these commands. */
  public Conventions(Set<String> commands) {
    this.commands = commands;
  }

  /** What a statement means here, if it is one of another prompt. */
  public Optional<Statement> meaning(Statement typed) {
    List<String> words = typed.words();
    Optional<String> asked = commandAsked(words);
    if (asked.isPresent()) {
      return Optional.of(statement(List.of("help", asked.get())));
    }
    String first = words.get(0);
    return command(first)
        .filter(it -> !it.equals(first))
        .map(
            it -> {
              List<String> meant = new ArrayList<>(words);
              meant.set(0, it);
              return new Statement(typed.text(), meant);
            });
  }

  /** The command that a word means, if it means one. */
  Optional<String> command(String word) {
    String small = word.toLowerCase(Locale.ROOT);
    return commands.contains(word)
        ? Optional.of(word)
        : Optional.ofNullable(WORDS.get(small))
            .or(() -> Optional.of(small).filter(commands::contains))
            .filter(commands::contains);
  }

  /** The command about which a person asks, in one of the ways to ask. */
  private Optional<String> commandAsked(List<String> words) {
    String first = words.get(0);
    if (words.size() == 1 && first.length() > 1 && first.endsWith("?")) {
      return command(first.substring(0, first.length() - 1));
    }
    if (words.stream().noneMatch(FLAGS::contains)) {
      return Optional.empty();
    }
    boolean another = WITH_ANOTHER.contains(first) && words.size() > 2;
    return command(words.get(another && !FLAGS.contains(words.get(1)) ? 2 : 0))
        .or(() -> command(first));
  }

  private static Statement statement(List<String> words) {
    return new Statement(Statements.line(words), words);
  }
}
