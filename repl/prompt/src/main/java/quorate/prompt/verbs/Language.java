package quorate.prompt.verbs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.prompt.console.CommandContext;
import quorate.session.Answer;
import quorate.session.Session;

/** All commands that can be typed, in one model: it parses, helps and completes. */
public final class Language {

  /** What the program does before it has a prompt. */
  private static final List<String> OF_THE_SHELL =
      List.of("node", "cluster", "monitor", "new", "completion");

  private final CommandLine root;
  private final Session session;
  private final Conventions conventions;

  /** Only holds the commands together; nobody runs it. */
  @Command(name = "quorate")
  private static final class Root {}

  /**
   * The commands of a session.
   *
   * @param course the commands of the course
   */
  public Language(CommandContext context, List<Verb> course) {
    this.session = context.session();
    this.root = new CommandLine(new Root());
    root.setExpandAtFiles(false);
    for (Verb verb : Verbs.inOrderOfHelp(session, course)) {
      verb.workIn(context, this);
      CommandSpec spec = verb.spec();
      root.addSubcommand(spec.name(), spec);
    }
    conventions = new Conventions(all().keySet());
    // what follows the name belongs to another command, and so do its options
    List.of("on", "watch").stream()
        .filter(all()::containsKey)
        .forEach(name -> all().get(name).setStopAtPositional(true));
  }

  /** The commands by name, in the order in which help lists them. */
  public Map<String, CommandLine> all() {
    return root.getSubcommands();
  }

  /** What a statement means that is typed as at another prompt, such as {@code exit}. */
  public Optional<Statement> meaning(Statement typed) {
    return conventions.meaning(typed);
  }

  /** The name of the command that a word means, if it means one. */
  Optional<String> command(String word) {
    return conventions.command(word);
  }

  /** Whether what a statement answers is help. */
  public boolean isHelp(Statement typed) {
    return meaning(typed).orElse(typed).words().get(0).equals("help");
  }

  /**
   * Does something for which only one cluster counts.
   *
   * @throws UserError if there is none of that name
   */
  public <T> T on(String cluster, Supplier<T> what) {
    return session.on(cluster, what);
  }

  /** What a command does, in a line. */
  public static String summary(CommandLine command) {
    return command.getCommandSpec().usageMessage().description()[0];
  }

  /** How a command is typed. */
  public static String usage(CommandLine command) {
    return command.getCommandSpec().usageMessage().customSynopsis()[0];
  }

  /**
   * Runs one statement.
   *
   * @throws UserError if it is wrong, or cannot be done
   */
  public Answer run(Statement statement) {
    String name = statement.words().get(0);
    if (OF_THE_SHELL.contains(name)) {
      throw new UserError(
          "%s is typed in a shell, and not here; type in another terminal: ./quorate %s --help"
              .formatted(name, name));
    } else if (!all().containsKey(name)) {
      throw UserError.unknown(
          "unknown command '" + Printable.of(name) + "'",
          name,
          new TreeMap<>(all()).keySet(),
          "type: help");
    }
    try {
      ParseResult parsed = root.parseArgs(statement.words().toArray(String[]::new));
      Verb verb = (Verb) parsed.subcommand().commandSpec().userObject();
      return verb.run(statement.text());
    } catch (ParameterException wrong) {
      throw new UserError(oneLine(name, wrong));
    } catch (InterruptedException interrupted) {
      throw new UserError(
          session.all().isEmpty() ? "interrupted" : "interrupted; the clusters are still there");
    }
  }

  private static String oneLine(String name, ParameterException wrong) {
    String usage = "; type: " + usage(wrong.getCommandLine());
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String first = Printable.of(unmatched.getUnmatched().get(0));
      return "'" + first + "' is not understood by " + name + usage;
    } else if (wrong instanceof MissingParameterException) {
      return name + " needs more" + usage;
    }
    String first = wrong.getMessage().lines().findFirst().orElse("wrong usage");
    String lower = first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
    return Printable.visible(lower) + usage;
  }
}
