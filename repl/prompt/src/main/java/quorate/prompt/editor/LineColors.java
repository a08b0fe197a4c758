package quorate.prompt.editor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import quorate.prompt.editor.TypedLine.Word;
import quorate.prompt.verbs.Completion;
import quorate.prompt.verbs.Language;
import quorate.prompt.verbs.Verb;

/**
 * The colours of a line that is being typed: commands that are known, and words that are not. The
 * word at the cursor is wrong only when nothing begins with it.
 */
final class LineColors {

  private static final AttributedStyle KNOWN =
      AttributedStyle.BOLD.foreground(AttributedStyle.CYAN);
  private static final AttributedStyle UNKNOWN =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

  /** All words of these kinds are known; nothing else can stand in their place. */
  private static final Set<String> CLOSED =
      Set.of("ALGORITHM", "CLUSTER", "EXPERIMENT", "COMMAND", "SETTING", "CLUSTER|all");

  private final Language language;

  LineColors(Language language) {
    this.language = language;
  }

  AttributedString of(String line) {
    AttributedStringBuilder colored = new AttributedStringBuilder();
    int at = 0;
    for (List<Word> statement : TypedLine.of(line).statements()) {
      for (int i = 0; i < statement.size(); i++) {
        Word word = statement.get(i);
        boolean begun = word.end() == line.length();
        colored.append(line, at, word.start());
        colored.styled(
            style(statement.subList(0, i).stream().map(Word::text).toList(), word.text(), begun),
            line.substring(word.start(), word.end()));
        at = word.end();
      }
    }
    return colored.append(line, at, line.length()).toAttributedString();
  }

  private AttributedStyle style(List<String> before, String word, boolean begun) {
    if (before.isEmpty() || before.size() == 2 && before.get(0).equals("on")) {
      return command(word, begun);
    } else if (before.get(0).equals("on") && before.size() > 2) {
      return style(before.subList(2, before.size()), word, begun);
    }
    CommandLine command = language.all().get(before.get(0));
    return command == null || fits(command.getCommandSpec(), before, word, begun)
        ? AttributedStyle.DEFAULT
        : UNKNOWN;
  }

  /** What does not look like the name of a command may be the answer to a question. */
  private AttributedStyle command(String word, boolean begun) {
    if (language.all().containsKey(word)) {
      return KNOWN;
    }
    boolean wrong = language.all().keySet().stream().noneMatch(it -> begun && it.startsWith(word));
    return wrong && word.matches("[a-z-]{2,}") ? UNKNOWN : AttributedStyle.DEFAULT;
  }

  private static boolean fits(CommandSpec spec, List<String> before, String word, boolean begun) {
    Verb verb = (Verb) spec.userObject();
    List<String> words = before.subList(1, before.size());
    if (word.startsWith("--")) {
      return spec.parser().unmatchedOptionsArePositionalParams()
          || spec.optionsMap().keySet().stream().anyMatch(it -> is(it, word, begun));
    }
    boolean valueOfOption = before.get(before.size() - 1).startsWith("--");
    Optional<PositionalParamSpec> parameter =
        spec.positionalParameters().stream()
            .filter(it -> it.index().contains(words.size()))
            .filter(it -> !valueOfOption && CLOSED.contains(it.paramLabel()))
            .findFirst();
    return parameter.isEmpty()
        || verb.completions(parameter.get().paramLabel(), List.of()).stream()
            .map(Completion::word)
            .anyMatch(it -> is(it, word, begun));
  }

  private static boolean is(String known, String word, boolean begun) {
    return begun ? known.startsWith(word) : known.equals(word);
  }
}
