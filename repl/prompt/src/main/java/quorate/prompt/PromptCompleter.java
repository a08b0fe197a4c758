package quorate.prompt;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import quorate.prompt.verbs.Completion;
import quorate.prompt.verbs.Language;
import quorate.prompt.verbs.Verb;

/** Completes commands, and what each command says can follow. */
final class PromptCompleter implements Completer {

  private final Language language;

  PromptCompleter(Language language) {
    this.language = language;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> before = line.words().subList(0, line.wordIndex());
    complete(before.subList(before.lastIndexOf(";") + 1, before.size()), candidates);
  }

  /** Adds what can follow the words of one command. */
  void complete(List<String> before, List<Candidate> candidates) {
    if (before.isEmpty()) {
      language.all().forEach((name, it) -> candidates.add(candidate(name, Language.summary(it))));
      return;
    }
    if (before.get(0).equals("on") && before.size() > 1) {
      complete(before.subList(2, before.size()), candidates);
      return;
    }
    CommandLine command = language.all().get(before.get(0));
    if (command == null) {
      return;
    }
    CommandSpec spec = command.getCommandSpec();
    Verb verb = (Verb) spec.userObject();
    List<String> words = before.subList(1, before.size());
    OptionSpec option = spec.optionsMap().get(before.get(before.size() - 1));
    if (takesValue(option)) {
      add(verb.completions(option.paramLabel(), words), candidates);
      return;
    }
    int position = parameters(spec, words);
    spec.positionalParameters().stream()
        .filter(it -> it.index().contains(position))
        .forEach(it -> add(verb.completions(it.paramLabel(), words), candidates));
    spec.options().stream()
        .filter(it -> it.isMultiValue() || !words.contains(it.longestName()))
        .filter(it -> verb.allows(it.longestName(), words))
        .forEach(it -> candidates.add(candidate(it.longestName(), it.description()[0])));
  }

  private static boolean takesValue(OptionSpec option) {
    return option != null && option.arity().max() > 0;
  }

  /** How many of these words are parameters, and no options or values of options. */
  private static int parameters(CommandSpec spec, List<String> words) {
    int parameters = 0;
    OptionSpec last = null;
    for (String word : words) {
      OptionSpec option = takesValue(last) ? null : spec.optionsMap().get(word);
      parameters += option == null && !takesValue(last) ? 1 : 0;
      last = option;
    }
    return parameters;
  }

  private static void add(List<Completion> completions, List<Candidate> candidates) {
    completions.forEach(it -> candidates.add(candidate(it.word(), it.meaning())));
  }

  private static Candidate candidate(String word, String meaning) {
    boolean complete = !word.endsWith("=");
    return new Candidate(
        word, word, null, meaning.isEmpty() ? null : meaning, null, null, complete);
  }
}
