package quorate.prompt;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import quorate.prompt.verbs.Commands;
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
    complete(before.subList(before.lastIndexOf(";") + 1, before.size()), line.word(), candidates);
  }

  /** Adds what can follow the words of one command. */
  void complete(List<String> before, String begun, List<Candidate> candidates) {
    if (before.isEmpty()) {
      language.all().forEach((name, command) -> candidates.add(command(name, command)));
      return;
    }
    if (before.get(0).equals("on") && before.size() > 1) {
      complete(before.subList(2, before.size()), begun, candidates);
      return;
    }
    CommandLine command = language.all().get(before.get(0));
    if (command == null) {
      return;
    }
    Verb verb = (Verb) command.getCommandSpec().userObject();
    List<String> words = before.subList(1, before.size());
    String last = before.get(before.size() - 1);
    OptionSpec option = command.getCommandSpec().optionsMap().get(last);
    if (option != null && option.arity().max() > 0) {
      verb.values(last).forEach(value -> candidates.add(word(value)));
      return;
    }
    verb.completions(words).forEach(word -> candidates.add(word(word)));
    command.getCommandSpec().options().stream()
        .filter(it -> it.isMultiValue() || !words.contains(it.longestName()))
        .filter(it -> verb.allows(it.longestName(), words))
        .forEach(it -> candidates.add(option(it)));
  }

  private static Candidate command(String name, CommandLine command) {
    return new Candidate(name, name, null, Commands.summary(command), null, null, true);
  }

  private static Candidate word(String word) {
    return new Candidate(word, word, null, null, null, null, !word.endsWith("="));
  }

  private static Candidate option(OptionSpec option) {
    String[] description = option.description();
    String first = description.length > 0 ? description[0] : null;
    return new Candidate(option.longestName(), option.longestName(), null, first, null, null, true);
  }
}
