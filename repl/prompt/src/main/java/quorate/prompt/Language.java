package quorate.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.Statements.Statement;
import quorate.experiments.published.PublishedExperiments;
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
import quorate.prompt.verbs.TimelineVerb;
import quorate.prompt.verbs.TraceVerb;
import quorate.prompt.verbs.Verb;
import quorate.prompt.verbs.WaitVerb;
import quorate.prompt.verbs.WhyVerb;
import quorate.report.AlgorithmsView;
import quorate.report.ExperimentsView;
import quorate.report.NetView;
import quorate.report.StatusView;
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
   * @param course the commands of the course
   */
  public Language(CommandContext context, List<Verb> course) {
    this.session = context.session();
    this.root = new CommandLine(new Root());
    root.setExpandAtFiles(false);
    for (Verb verb : inOrderOfHelp(course)) {
      verb.workIn(context, this);
      CommandSpec spec = verb.spec();
      root.addSubcommand(spec.name(), spec);
    }
    // what follows the name belongs to another command, and so do its options
    root.getSubcommands().get("on").setStopAtPositional(true);
  }

  private List<Verb> inOrderOfHelp(List<Verb> course) {
    List<Verb> verbs = new ArrayList<>(List.of(new StartVerb(), new StopVerb(), status()));
    FaultRows.all().values().forEach(row -> verbs.add(new FaultVerb(row)));
    verbs.addAll(
        List.of(
            net(),
            new CountsVerb(),
            new TraceVerb(),
            new TimelineVerb(),
            new WaitVerb(),
            new WhyVerb(),
            new InspectVerb(),
            new ExplainVerb(),
            new CompareVerb(),
            new SweepVerb(),
            new MatrixVerb(),
            new ScenariosVerb(),
            new RunVerb(),
            new ObserveVerb(),
            new ReplayVerb(),
            new ChaosVerb(),
            new ExperimentVerb(),
            experiments()));
    verbs.addAll(course);
    verbs.addAll(List.of(algorithms(), new SetVerb(), new OnVerb(), new HelpVerb(), quit()));
    return verbs;
  }

  // Commands of one word

  private Verb status() {
    return new PlainVerb(
        "status",
        "node by node: up, paused or crashed, role, epoch, its leader, its port",
        () -> Answer.of(StatusView.of(session.clusters())));
  }

  private Verb net() {
    return new PlainVerb(
        "net",
        "who can talk to whom: the links, and what is wrong with each",
        () -> Answer.of(NetView.of(session.clusters())));
  }

  private Verb algorithms() {
    return new PlainVerb(
        "algorithms",
        "every algorithm: its paper, what it promises, its options",
        () -> Answer.of(new AlgorithmsView(session.catalog().all())));
  }

  private Verb experiments() {
    return new PlainVerb(
        "experiments",
        "list the published experiments that can be run",
        () -> Answer.of(new ExperimentsView(PublishedExperiments.all(session.catalog()))));
  }

  private static Verb quit() {
    return new PlainVerb(
        "quit", "stop all clusters and leave; Ctrl-D does the same", Answer::leaving);
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
