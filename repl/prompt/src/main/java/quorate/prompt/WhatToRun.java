package quorate.prompt;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.language.Statements;

/** What the command line says to run: commands, files, or one command as it is typed. */
final class WhatToRun {

  /** One of them, in the order in which they were typed. */
  static final class Task {
    @Option(
        names = "-c",
        required = true,
        paramLabel = "COMMANDS",
        description = "Run these commands, and leave. As often as you like, also with -f.")
    String commands;

    @Option(
        names = "-f",
        required = true,
        paramLabel = "FILE",
        description = "Run the commands of a file, and leave; - is standard input.")
    String file;

    static Task ofFile(String file) {
      Task task = new Task();
      task.file = file;
      return task;
    }

    static Task of(String commands) {
      Task task = new Task();
      task.commands = commands;
      return task;
    }
  }

  /** A letter, or one of the signs with which commands of other prompts begin. */
  private static final Pattern BEGINS_COMMAND = Pattern.compile("[\\p{L}\\\\?:#]");

  @ArgGroup(multiplicity = "0..*")
  private List<Task> tasks = new ArrayList<>();

  @Parameters(
      arity = "0..*",
      paramLabel = "SCRIPT | COMMAND",
      description = "A file to run, as with -f; or one command, as at the prompt.")
  private List<String> words = new ArrayList<>();

  private final Predicate<String> isKnown;

  /** Takes a test whether a word is that of a command. */
  WhatToRun(Predicate<String> isKnown) {
    this.isKnown = isKnown;
  }

  boolean isNothing() {
    return tasks.isEmpty() && words.isEmpty();
  }

  /** Whether both were typed, and so it is not clear what comes first. */
  boolean isBoth() {
    return !tasks.isEmpty() && !words.isEmpty();
  }

  /** A first of several words that begins neither a command nor anything else; or else empty. */
  Optional<String> notUnderstood() {
    return words.stream()
        .limit(words.size() > 1 ? 1 : 0)
        .filter(word -> !BEGINS_COMMAND.matcher(word).lookingAt())
        .filter(word -> isCommand())
        .findFirst();
  }

  List<Task> tasks() {
    if (words.isEmpty()) {
      return tasks;
    }
    return List.of(isCommand() ? Task.of(command()) : Task.ofFile(words.get(0)));
  }

  /** Whether one command was typed, without {@code -c}; a file has only options behind it. */
  boolean isCommand() {
    return !words.isEmpty()
        && !(isFile(words.get(0)) && words.stream().skip(1).allMatch(it -> it.startsWith("-")));
  }

  /** That command. What the shell took for several words stays such, and a semicolon ends one. */
  String command() {
    boolean whole = words.size() == 1;
    return words.stream()
        .map(word -> whole || word.equals(";") ? word : Statements.quoted(word))
        .collect(Collectors.joining(" "));
  }

  /** Whether a word names a file, and not a command: a file may be called as a command is. */
  private boolean isFile(String word) {
    try {
      Path path = Path.of(word);
      return !BEGINS_COMMAND.matcher(word).lookingAt()
          || word.contains("/")
          || word.endsWith(".quorate")
          || Files.exists(path) && !Files.isDirectory(path) && !isKnown.test(word);
    } catch (InvalidPathException none) {
      return true; // said when it is opened
    }
  }
}
