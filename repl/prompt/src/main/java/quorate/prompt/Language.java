package quorate.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.prompt.console.CommandContext;
import quorate.prompt.verbs.ChaosVerb;
import quorate.prompt.verbs.Commands;
import quorate.prompt.verbs.CompareVerb;
import quorate.prompt.verbs.CountsVerb;
import quorate.prompt.verbs.ExperimentVerb;
import quorate.prompt.verbs.ExplainVerb;
import quorate.prompt.verbs.FaultVerb;
import quorate.prompt.verbs.HelpVerb;
import quorate.prompt.verbs.InspectVerb;
import quorate.prompt.verbs.MatrixVerb;
import quorate.prompt.verbs.ObserveVerb;
import quorate.prompt.verbs.OnVerb;
import quorate.prompt.verbs.PlainVerb;
import quorate.prompt.verbs.ReplayVerb;
import quorate.prompt.verbs.RunVerb;
import quorate.prompt.verbs.ScenariosVerb;
import quorate.prompt.verbs.SetVerb;
import quorate.prompt.verbs.StartVerb;
import quorate.prompt.verbs.StopVerb;
import quorate.prompt.verbs.SweepVerb;
import quorate.prompt.verbs.TraceVerb;
import quorate.prompt.verbs.Verb;
import quorate.prompt.verbs.WaitVerb;
import quorate.prompt.verbs.WhyVerb;
import quorate.session.Answer;
import quorate.session.Session;

/** All commands that can be typed, in one model: it parses, helps and completes. */
public final class Language implements Commands {

  private final CommandLine root;
  private final Session session;

  /** Only holds the commands together; nobody runs it. */
  @Command(name = "quorate")
  private static final class Root {}

  /**
   * The commands of a session.
   *
   * @param course makes the commands of the course, of all commands
   */
  public Language(CommandContext context, Function<Commands, List<CommandSpec>> course) {
    this.session = context.session();
    this.root = new CommandLine(new Root());
    List<Verb> first =
        new ArrayList<>(List.of(new StartVerb(), new StopVerb(), PlainVerb.status(context)));
    FaultRows.all().values().forEach(row -> first.add(new FaultVerb(row)));
    first.addAll(experimenting(context));
    first.stream().map(Verb::spec).forEach(spec -> add(spec, context));
    course.apply(this).forEach(spec -> add(spec, context));
    List.of(
            PlainVerb.algorithms(context),
            new SetVerb(),
            new OnVerb(this),
            new HelpVerb(this),
            PlainVerb.quit())
        .forEach(verb -> add(verb.spec(), context));
    root.setExpandAtFiles(false);
    // what follows the name belongs to another command, and so do its options
    root.getSubcommands().get("on").setStopAtPositional(true);
  }

  private void add(CommandSpec spec, CommandContext context) {
    verb(spec).workIn(context);
    root.addSubcommand(spec.name(), spec);
  }

  /** In the order in which help lists them. */
  private List<Verb> experimenting(CommandContext context) {
    return List.of(
        PlainVerb.net(context),
        new CountsVerb(),
        new TraceVerb(),
        new WaitVerb(),
        new WhyVerb(),
        new InspectVerb(),
        new ExplainVerb(this),
        new CompareVerb(),
        new SweepVerb(),
        new MatrixVerb(),
        new ScenariosVerb(),
        new RunVerb(),
        new ObserveVerb(),
        new ReplayVerb(),
        new ChaosVerb(),
        new ExperimentVerb(),
        PlainVerb.experiments(context));
  }

  @Override
  public Map<String, CommandLine> all() {
    return root.getSubcommands();
  }

  @Override
  public Answer run(Statement statement) {
    String name = statement.words().get(0);
    if (!all().containsKey(name)) {
      throw UserError.unknown("command", name, new TreeMap<>(all()).keySet());
    }
    try {
      ParseResult parsed = root.parseArgs(statement.words().toArray(String[]::new));
      return verb(parsed.subcommand().commandSpec()).run(statement.text());
    } catch (ParameterException wrong) {
      throw new UserError(oneLine(name, wrong));
    } catch (InterruptedException interrupted) {
      throw new UserError(
          session.all().isEmpty() ? "interrupted" : "interrupted; the clusters are still there");
    }
  }

  private static Verb verb(CommandSpec spec) {
    return (Verb) spec.userObject();
  }

  private static String oneLine(String name, ParameterException wrong) {
    String usage = "; type: " + Commands.usage(wrong.getCommandLine());
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
