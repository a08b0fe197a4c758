package quorate.prompt;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.netty.real.RealSystems;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;
import quorate.prompt.console.OutputLost;
import quorate.prompt.verbs.ShellVerbs;

/** The process: reads its command line, and runs the prompt, a script, or single commands. */
@Command(
    name = "quorate",
    versionProvider = Main.Version.class,
    subcommands = {
      NewCommand.class,
      NodeCommand.class,
      ClusterCommand.class,
      MonitorCommand.class,
      CompletionCommand.class
    },
    customSynopsis = {
      "quorate [OPTIONS] [SCRIPT]",
      "       quorate [OPTIONS] COMMAND ...",
      "       quorate new NAME",
      "       quorate node ALGORITHM ...",
      "       quorate cluster start | status | stop | logs | demo",
      "       quorate monitor [URL ...]",
      "       quorate completion"
    },
    description = "Compare leader-election algorithms, over TCP and in virtual time.",
    footer = {
      "",
      "  quorate                        the prompt",
      "  quorate help                   its commands",
      "  quorate exercise 1             the course, from its first chapter",
      "  quorate start raft 5           one command; on a terminal, then the prompt",
      "  quorate -c 'start raft 5; crash leader; counts'",
      "",
      "Without SCRIPT, COMMAND, -c and -f: the prompt, or, if standard input is a",
      "pipe, the commands in it. The prompt first runs the commands of",
      "~/.config/quorate/rc.",
      "Exit status: 0 all commands did what they said; 1 one failed, or an exercise",
      "was not finished, or standard output could not be written; 2 wrong usage;",
      "3 a promised property was violated; 141 nobody read the output to its end."
    })
public final class Main implements Callable<Integer> {

  private static final int USUAL_COLUMNS = 80;
  private static final int USUAL_ROWS = 24;

  private final StandardOutput output;

  @Mixin private final WhatToRun toRun = new WhatToRun(this::isKnown);

  @Option(names = "--json", description = "Print one JSON object for each command.")
  private boolean json;

  @Option(names = "--keep-going", description = "Run the rest after a command that failed.")
  private boolean keepGoing;

  @Option(names = "--no-color", description = "Print without colour.")
  private boolean noColor;

  @Option(names = "--ascii", description = "Print ASCII only.")
  private boolean ascii;

  @Option(names = "--quiet", description = "No greeting, no hints, and no lines of progress.")
  private boolean quiet;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of clusters that are started without one.")
  private Long seed;

  @Option(
      names = "--with",
      paramLabel = "SYSTEM",
      split = ",",
      description = "Add real systems: etcd, zookeeper. Fetches their libraries when first used.")
  private List<String> with = List.of();

  @Option(names = "--no-rc", description = "Do not first run the commands of ~/.config/quorate/rc.")
  private boolean noRc;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this, and leave.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version, and leave.")
  private boolean version;

  private Main(StandardOutput output) {
    this.output = output;
  }

  /** Runs the program, and ends the process with its exit status. */
  public static void main(String[] args) {
    Logs.toFileOnly();
    StandardOutput output = new StandardOutput();
    System.setOut(new PrintStream(output, true, StandardStreams.charset()));
    int status =
        new CommandLine(new Main(output))
            .setExpandAtFiles(false)
            .setStopAtPositional(beginsCommand(args))
            .setParameterExceptionHandler(WrongUsage::of)
            .setExecutionExceptionHandler((failed, command, parsed) -> unexpected(failed))
            .execute(args);
    System.out.flush();
    output.complaint().ifPresent(System.err::println);
    System.exit(output.status(status));
  }

  private static int unexpected(Exception failed) {
    if (!(failed instanceof OutputLost)) {
      Logger.getLogger(Main.class.getName()).log(Level.SEVERE, "the program failed", failed);
      System.err.println(
          "this should not have happened: %s; %s"
              .formatted(Printable.visible(failed.toString()), Logs.whereTheyAre()));
    }
    return 1;
  }

  /**
   * Whether the first word that is no option begins a command: then all behind it belongs to that.
   */
  private static boolean beginsCommand(String[] args) {
    try {
      Main probe = new Main(new StandardOutput());
      new CommandLine(probe).setExpandAtFiles(false).setStopAtPositional(true).parseArgs(args);
      return probe.toRun.isCommand();
    } catch (ParameterException wrong) {
      return false; // said when it is read in earnest
    }
  }

  /** Whether a word is that of a command. Asked only where a file has the same name. */
  private boolean isKnown(String word) {
    try (CommandContext context = CommandContext.of(Catalog.load(), console())) {
      return Wiring.interpreter(context).language().all().containsKey(word);
    }
  }

  @Override
  public Integer call() throws IOException {
    if (toRun.isBoth()) {
      System.err.println("-c and a script exclude each other; try quorate --help");
      return CommandLine.ExitCode.USAGE;
    }
    if (toRun.notUnderstood().isPresent()) {
      return WrongUsage.of(toRun.notUnderstood().get());
    }
    Optional<String> unknown =
        with.stream().filter(it -> !RealSystems.NAMES.contains(it)).findFirst();
    if (unknown.isPresent()) {
      System.err.println(
          UserError.unknown("real system", unknown.get(), RealSystems.NAMES)
              .message(Suggestions::nearest));
      return CommandLine.ExitCode.USAGE;
    }
    boolean onlyCommand = toRun.isCommand() && StandardStreams.isTerminal(SystemStream.Output);
    if (StandardStreams.isTerminal(SystemStream.Input) && (toRun.isNothing() || onlyCommand)) {
      return runPrompt();
    }
    try (CommandContext context =
        context(
            console(
                StandardStreams.isTerminalOfShell(SystemStream.Output),
                !quiet,
                StandardStreams::width))) {
      Interpreter interpreter = seeded(Wiring.interpreter(context), context);
      boolean readable = toRun.isNothing() ? runScript(interpreter, "-") : runTasks(interpreter);
      if (!readable) {
        return 1;
      }
      if (interpreter.exitStatus() == 0 && !interpreter.left()) {
        interpreter.shell().page().serve();
      }
      interpreter.finish();
      return interpreter.exitStatus();
    }
  }

  /** Whether all could be read; one that fails is the last, unless the rest is to be run. */
  private boolean runTasks(Interpreter interpreter) throws IOException {
    for (WhatToRun.Task task : toRun.tasks()) {
      if (task.file != null && !runScript(interpreter, task.file)) {
        return false;
      } else if (task.file == null) {
        interpreter.run(task.commands, keepGoing);
      }
      if (interpreter.left() || interpreter.exitStatus() != 0 && !keepGoing) {
        return true;
      }
    }
    return true;
  }

  private Interpreter seeded(Interpreter interpreter, CommandContext context) {
    if (seed != null) {
      context.session().settings().set("seed", Long.toString(seed));
      interpreter.shell().set("set seed " + seed);
    }
    return interpreter;
  }

  boolean runsSomething() {
    return !toRun.isNothing();
  }

  boolean json() {
    return json;
  }

  /** Lets a person type; what failed, that person has seen. */
  private int runPrompt() throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build();
        CommandContext context = context(console(true, true, () -> columns(terminal)))) {
      if (terminal.getSize().getColumns() < 1 || terminal.getSize().getRows() < 1) {
        terminal.setSize(Size.of(USUAL_COLUMNS, USUAL_ROWS)); // as all do with such a window
      }
      Path progress = Logs.folder().resolve("exercises.json");
      Interpreter interpreter = seeded(Wiring.keeping(context, progress), context);
      interpreter.shell().showOn(TerminalScreen.of(terminal));
      Optional<Path> rc = noRc ? Optional.empty() : RcFile.find();
      String commands = toRun.isNothing() ? "" : toRun.command();
      boolean greets = !quiet && commands.isEmpty();
      new Prompt(context, interpreter, terminal).run(new Opening(greets, !quiet, rc, commands));
      return 0;
    }
  }

  /** How wide a window is now: one that says that it is nothing, or absurd, is as most are. */
  private static int columns(Terminal terminal) {
    int columns = terminal.getSize().getColumns();
    return columns < 1 ? USUAL_COLUMNS : Math.max(columns, StandardStreams.NARROW);
  }

  /** A session whose clusters are stopped even if the process is asked to end. */
  private static CommandContext context(Console console) {
    CommandContext context = CommandContext.of(Catalog.load(), console);
    Runtime.getRuntime().addShutdownHook(new Thread(context::close, "stop all clusters"));
    return context;
  }

  /** Runs a script line by line, so that a pipe is answered as it is written. */
  private boolean runScript(Interpreter interpreter, String script) throws IOException {
    boolean pipe = script.equals("-");
    try (Script lines = pipe ? Script.in(System.in) : Script.open(script)) {
      if (pipe) {
        interpreter.run(lines, keepGoing);
      } else {
        interpreter.run(script, lines, keepGoing);
      }
      return true;
    } catch (UserError error) {
      System.err.println(
          pipe ? error.getMessage() : WrongUsage.explained(error.getMessage(), script));
      return false;
    }
  }

  /** For a command of the shell, which answers and leaves. */
  Console consoleOfTool() {
    return console(
        StandardStreams.isTerminalOfShell(SystemStream.Output), !quiet, StandardStreams::width);
  }

  /** Where nobody looks. */
  Console console() {
    return console(false, !quiet, StandardStreams::width);
  }

  /** Progress is drawn over a line of standard error, or at the prompt in the status line. */
  private Console console(boolean onTerminal, boolean progress, IntSupplier columns) {
    Charset charset = json ? StandardCharsets.UTF_8 : StandardStreams.charset();
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    boolean plain = noColor || dumb || !System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    return new Console(
        new PrintStream(output, true, charset),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
        json,
        onTerminal && !plain && !json,
        ascii || Console.needsAscii(charset),
        columns,
        StandardStreams.isTerminal(SystemStream.Error) && !dumb && progress,
        onTerminal && !json);
  }

  /** The version, as the build wrote it down. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {ShellVerbs.version().line()};
    }
  }
}
