package quorate.repl;

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
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.repl.console.Desk;
import quorate.repl.lessons.Bookmarks;
import quorate.repl.lessons.Lessons;
import quorate.repl.session.Answer;
import quorate.repl.session.Session;
import quorate.repl.verbs.AlgorithmsVerb;
import quorate.repl.verbs.BackVerb;
import quorate.repl.verbs.BridgeVerb;
import quorate.repl.verbs.ChaosVerb;
import quorate.repl.verbs.Commands;
import quorate.repl.verbs.CompareVerb;
import quorate.repl.verbs.CountsVerb;
import quorate.repl.verbs.CrashVerb;
import quorate.repl.verbs.CutVerb;
import quorate.repl.verbs.DeafVerb;
import quorate.repl.verbs.DelayVerb;
import quorate.repl.verbs.DropVerb;
import quorate.repl.verbs.DuplicateVerb;
import quorate.repl.verbs.ExerciseVerb;
import quorate.repl.verbs.ExercisesVerb;
import quorate.repl.verbs.ExperimentVerb;
import quorate.repl.verbs.ExperimentsVerb;
import quorate.repl.verbs.ExplainVerb;
import quorate.repl.verbs.FireVerb;
import quorate.repl.verbs.HealVerb;
import quorate.repl.verbs.HelpVerb;
import quorate.repl.verbs.HintVerb;
import quorate.repl.verbs.InspectVerb;
import quorate.repl.verbs.IsolateVerb;
import quorate.repl.verbs.LeaveVerb;
import quorate.repl.verbs.LessonVerb;
import quorate.repl.verbs.LinksVerb;
import quorate.repl.verbs.LossVerb;
import quorate.repl.verbs.MatrixVerb;
import quorate.repl.verbs.MuteVerb;
import quorate.repl.verbs.NetVerb;
import quorate.repl.verbs.NextVerb;
import quorate.repl.verbs.ObserveVerb;
import quorate.repl.verbs.OnVerb;
import quorate.repl.verbs.PartitionVerb;
import quorate.repl.verbs.PauseVerb;
import quorate.repl.verbs.PredictVerb;
import quorate.repl.verbs.QuitVerb;
import quorate.repl.verbs.ReorderVerb;
import quorate.repl.verbs.ReplayVerb;
import quorate.repl.verbs.ResignVerb;
import quorate.repl.verbs.RestartVerb;
import quorate.repl.verbs.ResumeVerb;
import quorate.repl.verbs.RingVerb;
import quorate.repl.verbs.RunVerb;
import quorate.repl.verbs.ScenariosVerb;
import quorate.repl.verbs.SetVerb;
import quorate.repl.verbs.SkipVerb;
import quorate.repl.verbs.StartVerb;
import quorate.repl.verbs.StatusVerb;
import quorate.repl.verbs.StopVerb;
import quorate.repl.verbs.SweepVerb;
import quorate.repl.verbs.TraceVerb;
import quorate.repl.verbs.Verb;
import quorate.repl.verbs.WaitVerb;
import quorate.repl.verbs.WhyVerb;

/** All commands that can be typed, in one model: it parses, helps and completes. */
public final class Language implements Commands {

  private final CommandLine root;
  private final Session session;
  private final Lessons lessons;

  /** Only holds the commands together; nobody runs it. */
  @Command(name = "quorate")
  private static final class Root {}

  /**
   * The commands of a session.
   *
   * @param bookmarks how far the learner has come in the course
   */
  public Language(Desk desk, Bookmarks bookmarks) {
    this.session = desk.session();
    this.lessons = new Lessons(session, desk.console(), this::run, bookmarks);
    this.root = new CommandLine(new Root());
    List<Verb> verbs =
        List.of(
            new StartVerb(desk),
            new StopVerb(desk),
            new StatusVerb(desk),
            new CrashVerb(desk),
            new RestartVerb(desk),
            new PauseVerb(desk),
            new ResumeVerb(desk),
            new ResignVerb(desk),
            new PartitionVerb(desk),
            new IsolateVerb(desk),
            new CutVerb(desk),
            new DeafVerb(desk),
            new MuteVerb(desk),
            new BridgeVerb(desk),
            new RingVerb(desk),
            new LinksVerb(desk),
            new LossVerb(desk),
            new DelayVerb(desk),
            new DuplicateVerb(desk),
            new ReorderVerb(desk),
            new DropVerb(desk),
            new HealVerb(desk),
            new FireVerb(desk),
            new NetVerb(desk),
            new CountsVerb(desk),
            new TraceVerb(desk),
            new WaitVerb(desk),
            new WhyVerb(desk),
            new InspectVerb(desk),
            new ExplainVerb(desk, this),
            new CompareVerb(desk),
            new SweepVerb(desk),
            new MatrixVerb(desk),
            new ScenariosVerb(desk),
            new RunVerb(desk),
            new ObserveVerb(desk),
            new ReplayVerb(desk),
            new ChaosVerb(desk),
            new ExperimentVerb(desk),
            new ExperimentsVerb(desk),
            new ExercisesVerb(desk, lessons),
            new ExerciseVerb(desk, lessons),
            new PredictVerb(desk, lessons),
            new NextVerb(desk, lessons),
            new HintVerb(desk, lessons),
            new SkipVerb(desk, lessons),
            new BackVerb(desk, lessons),
            new LeaveVerb(desk, lessons),
            new AlgorithmsVerb(desk),
            new SetVerb(desk),
            new OnVerb(desk, this),
            new HelpVerb(desk, this),
            new QuitVerb(desk));
    verbs.forEach(root::addSubcommand);
    root.setExpandAtFiles(false);
    FaultCommand.verbs().forEach(this::leaveToFaultCommand);
    // what follows the name belongs to another command, and so do its options
    root.getSubcommands().get("on").setStopAtPositional(true);
  }

  /** All words of a fault go to its one reader, also those that look like options. */
  private void leaveToFaultCommand(String verb) {
    CommandSpec spec = root.getSubcommands().get(verb).getCommandSpec();
    spec.parser().unmatchedOptionsArePositionalParams(true);
    spec.usageMessage().customSynopsis(FaultCommand.usage(verb));
  }

  /** The course. */
  Lessons lessons() {
    return lessons;
  }

  /** Whether a command is about the course, and no part of an experiment. */
  boolean isAboutLessons(String name) {
    CommandLine command = all().get(name);
    return command != null && command.getCommandSpec().userObject() instanceof LessonVerb;
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
