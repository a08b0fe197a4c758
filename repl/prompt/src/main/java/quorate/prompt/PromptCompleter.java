package quorate.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import quorate.lab.UserError;
import quorate.prompt.verbs.Completion;
import quorate.prompt.verbs.Language;
import quorate.prompt.verbs.Verb;

/** Completes commands, and what each command says can follow. */
final class PromptCompleter implements Completer {

  /** What most people need, at an empty line. */
  private static final List<String> FIRST =
      List.of(
          "start",
          "status",
          "crash",
          "restart",
          "partition",
          "heal",
          "timeline",
          "compare",
          "exercise",
          "help");

  private static final String OPTIONS = "options";
  private static final String COMMANDS = "commands";

  private final Language language;

  PromptCompleter(Language language) {
    this.language = language;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> before = line.words().subList(0, line.wordIndex());
    boolean file = complete(before, line.word(), candidates);
    if (file) {
      new FileNameCompleter().complete(reader, line, candidates);
    }
  }

  /** Adds what can follow the words of one command. */
  void complete(List<String> before, List<Candidate> candidates) {
    complete(before, "", candidates);
  }

  /**
   * Adds what can follow the words of one command.
   *
   * @param begun what is typed of the next word
   * @return whether the next word can be the path of a file
   */
  boolean complete(List<String> before, String begun, List<Candidate> candidates) {
    List<Completion> found = new ArrayList<>();
    boolean file = false;
    try {
      file = find(before, begun, found);
    } catch (UserError nothing) {
      return false; // a cluster that is not there has nothing to offer
    }
    Map<String, Candidate> all = new LinkedHashMap<>();
    for (Completion it : found) {
      Candidate candidate = candidate(it, begun, all.size() + 1);
      all.putIfAbsent(candidate.value(), candidate);
    }
    candidates.addAll(all.values());
    return file;
  }

  private boolean find(List<String> before, String begun, List<Completion> found) {
    if (before.isEmpty()) {
      commands(begun, found);
      return false;
    } else if (before.get(0).equals("on") && before.size() > 1) {
      List<String> rest = before.subList(2, before.size());
      return language.on(before.get(1), () -> find(rest, begun, found));
    }
    CommandLine command = language.all().get(before.get(0));
    if (command == null) {
      return false;
    }
    CommandSpec spec = command.getCommandSpec();
    Verb verb = (Verb) spec.userObject();
    List<String> words = before.subList(1, before.size());
    OptionSpec option = spec.optionsMap().get(before.get(before.size() - 1));
    if (takesValue(option)) {
      found.addAll(verb.completions(option.paramLabel(), words));
      return isFile(option, begun);
    }
    Optional<String> key = key(begun);
    if (key.isPresent()) {
      verb.values(key.get(), words).forEach(it -> found.add(assigned(key.get(), it)));
      return false;
    }
    return parameters(verb, spec, words, begun, found);
  }

  /** Those that are needed most come first; at an empty line, they are all. */
  private void commands(String begun, List<Completion> found) {
    for (String name : FIRST) {
      Optional.ofNullable(language.all().get(name))
          .ifPresent(
              it ->
                  found.add(
                      new Completion(
                          name, Language.summary(it), "to begin with; help lists all commands")));
    }
    if (!begun.isEmpty()) {
      found.clear();
      language.all().forEach((name, it) -> found.add(command(name, it)));
      found.sort((one, other) -> Integer.compare(rank(one), rank(other)));
    }
  }

  private static Completion command(String name, CommandLine command) {
    return new Completion(name, Language.summary(command), COMMANDS);
  }

  private static int rank(Completion command) {
    int rank = FIRST.indexOf(command.word());
    return rank < 0 ? FIRST.size() : rank;
  }

  private boolean parameters(
      Verb verb, CommandSpec spec, List<String> words, String begun, List<Completion> found) {
    int position = parameters(spec, words);
    boolean file = false;
    for (ArgSpec it : spec.positionalParameters()) {
      if (((CommandLine.Model.PositionalParamSpec) it).index().contains(position)) {
        found.addAll(verb.completions(it.paramLabel(), words));
        file |= isFile(it, begun);
      }
    }
    spec.options().stream()
        .filter(it -> it.isMultiValue() || !words.contains(it.longestName()))
        .filter(it -> verb.allows(it.longestName(), words))
        .forEach(it -> found.add(option(it)));
    return file;
  }

  private static Completion option(OptionSpec option) {
    return new Completion(option.longestName(), option.description()[0], OPTIONS);
  }

  /** A file, or what can be one: then the word must look like a path. */
  private static boolean isFile(ArgSpec arg, String begun) {
    boolean mayBe = arg.paramLabel().matches("SCENARIO|FAULT|NUMBER") && begun.matches(".*[./~].*");
    return arg.paramLabel().equals("FILE") || mayBe;
  }

  private static Optional<String> key(String begun) {
    int equals = begun.indexOf('=');
    return equals > 0 ? Optional.of(begun.substring(0, equals)) : Optional.empty();
  }

  private static Completion assigned(String key, Completion value) {
    return new Completion(key + "=" + value.word(), value.meaning(), value.group());
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

  /** Behind a comma, a word of a list goes on with the list. */
  private static Candidate candidate(Completion completion, String begun, int place) {
    String list = completion.canBeListed() ? begun.substring(0, begun.lastIndexOf(',') + 1) : "";
    String word = completion.word();
    String group = completion.group().isEmpty() ? null : completion.group();
    String meaning = completion.meaning().isEmpty() ? null : completion.meaning();
    return new Candidate(list + word, word, group, meaning, null, null, !word.endsWith("="), place);
  }
}
