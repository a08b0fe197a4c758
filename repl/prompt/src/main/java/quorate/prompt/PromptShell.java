package quorate.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Quantities;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.prompt.console.Console;
import quorate.prompt.console.Screen;
import quorate.prompt.verbs.Shell;
import quorate.prompt.watch.LiveWatch;
import quorate.report.InjectedView;
import quorate.report.Tone;
import quorate.report.View;
import quorate.session.Answer;
import quorate.session.Session;

/** Keeps what was typed, and runs what comes from files. */
final class PromptShell implements Shell {

  private static final int DEEPEST = 20;

  /** What is about the prompt itself is no part of a session that runs again. */
  private static final Set<String> NOT_SAVED =
      Set.of(
          "help", "history", "save", "source", "watch", "timing", "clear", "version", "quit",
          "export", "report", "web");

  /** Once is enough of these, however often they are watched. */
  private static final Set<String> ONLY_LOOKING =
      Set.of("status", "net", "counts", "trace", "timeline", "inspect", "why", "explain");

  private final Session session;
  private final Console console;
  private final List<String> worked = new ArrayList<>();
  private final List<String> typed = new ArrayList<>();
  private final Deque<Path> running = new ArrayDeque<>();
  private Supplier<List<String>> history = () -> List.copyOf(typed);
  private Interpreter interpreter;
  private Screen screen = Screen.NONE;
  private PageDesk page;
  private boolean away;
  private Consumer<String> above;
  private boolean timing;
  private Optional<Answered> lastAnswer = Optional.empty();
  private Consumer<String> keyed = typed::add;
  private Runnable beforeWhole = () -> {};
  private Runnable afterWhole = () -> {};
  private Optional<View> remark = Optional.empty();

  PromptShell(Session session, Console console) {
    this.session = session;
    this.console = console;
  }

  void runWith(Interpreter its) {
    interpreter = its;
    page = new PageDesk(session, console, its, this);
  }

  /** A person looks at a screen. */
  void showOn(Screen its) {
    screen = its;
  }

  Screen screen() {
    return away ? Screen.NONE : screen;
  }

  /**
   * Runs a line that comes from elsewhere: there is no screen for it, and what it prints must not
   * come into a line that is being typed.
   */
  <T> T away(Supplier<T> work) {
    away = true;
    console.printTo(above);
    try {
      return work.get();
    } finally {
      console.printTo(null);
      away = false;
    }
  }

  boolean isAway() {
    return away;
  }

  /** Prints what comes from elsewhere above the line that is being typed. */
  void printAbove(Consumer<String> its) {
    above = its;
  }

  PageDesk page() {
    return page;
  }

  /** Somebody else keeps the lines that are typed. */
  void historyFrom(Supplier<List<String>> its) {
    history = its;
  }

  /** The same person wants to have the commands there for which keys were pressed. */
  void historyTo(Consumer<String> its) {
    keyed = its;
  }

  /** Something has to leave the screen alone while the whole of it is taken. */
  void aroundWhole(Runnable before, Runnable after) {
    beforeWhole = before;
    afterWhole = after;
  }

  void typed(String line) {
    if (running.isEmpty() && !line.isBlank()) {
      line.lines().forEach(away ? keyed : typed::add);
    }
  }

  /** A command that the command line stands for. */
  void set(String command) {
    worked.add(command);
  }

  /** A command was answered. */
  void answered(Statement statement, Answer answer) {
    if (!NOT_SAVED.contains(statement.words().get(0))) {
      lastAnswer = Optional.of(new Answered(statement.text(), answer));
    }
  }

  @Override
  public Optional<Answered> lastAnswer() {
    return lastAnswer;
  }

  /** A statement worked, and answered this. */
  void worked(Statement statement, Answer answer) {
    boolean ahead = answer.view() instanceof InjectedView it && !it.playing().isEmpty();
    if (ahead) {
      worked.add("set follow off"); // where nothing plays, it would be followed
    }
    worked(statement);
    if (ahead) {
      worked.add("set follow on");
    }
  }

  /** A statement worked. What chance decided is kept with it, so that it happens again. */
  void worked(Statement statement) {
    String word = statement.words().get(0);
    if (word.equals("start") && !statement.words().contains("--seed")) {
      List<ObservedCluster> all = session.all();
      ObservedCluster started = all.get(all.size() - 1);
      boolean drawn = started.world() == World.SIM && session.settings().seed().isEmpty();
      worked.add(statement.text() + (drawn ? " --seed " + started.spec().seed() : ""));
    } else if (!NOT_SAVED.contains(ofOneCluster(statement))) {
      worked.add(statement.text());
    }
  }

  /** The command, behind the name of a cluster that it is for. */
  private static String ofOneCluster(Statement statement) {
    List<String> words = statement.words();
    return words.size() > 2 && words.get(0).equals("on") ? words.get(2) : words.get(0);
  }

  @Override
  public List<String> typed() {
    return history.get();
  }

  @Override
  public List<String> worked() {
    return List.copyOf(worked);
  }

  @Override
  public int source(String file) {
    Path path = existing(file);
    if (running.contains(path)) {
      throw new UserError(
          "'%s' would run itself without end; take that source out of it"
              .formatted(Printable.of(file)));
    } else if (running.size() == DEEPEST) {
      throw new UserError("scripts run each other at most " + DEEPEST + " deep");
    }
    running.push(path);
    try (Script lines = Script.open(file)) {
      return interpreter.source(file, lines);
    } catch (IOException unclosed) {
      throw new UserError("the script cannot be read: " + Printable.visible("" + unclosed));
    } finally {
      running.pop();
    }
  }

  /** Only a file: a pipe could keep the prompt waiting, and nothing would end that. */
  private static Path existing(String file) {
    try {
      Path path = Path.of(file).toRealPath();
      if (Files.isRegularFile(path)) {
        return path;
      }
    } catch (IOException | InvalidPathException none) {
      // said below
    }
    throw new UserError("there is no script " + Printable.of(file));
  }

  @Override
  public int repeat(Duration every, Statement command) throws InterruptedException {
    if (!screen().isThere()) {
      throw new UserError(
          "watch needs a terminal, on which a key ends it; type: %s; wait %s; %1$s"
              .formatted(
                  Printable.of(command.text()), Quantities.typed(every).replaceAll("000ms$", "s")));
    }
    int times = 0;
    int lines = 0;
    try {
      do {
        String shown = interpreter.watched(command);
        if (times == 0 || !ONLY_LOOKING.contains(command.words().get(0))) {
          worked(command);
        }
        times++;
        screen.wipe(lines);
        if (!console.json()) {
          shown += "\n" + console.toned(Tone.FAINT, sofar(times, every));
        }
        console.answer(shown);
        lines = console.json() ? 0 : (int) shown.lines().count();
      } while (!interpreter.left() && !screen.keyWithin(every));
    } catch (InterruptedException seenEnough) {
      // Ctrl-C ends it as well
    }
    return times;
  }

  @Override
  public void checkScreen() {
    if (!screen().isThere() || console.json()) {
      throw new UserError(
          "watch needs a terminal that it can draw on; type: status; or, on a terminal: watch 1s"
              + " status");
    }
  }

  @Override
  public List<String> show(List<String> clusters) {
    CommandsOfKeys keys =
        new CommandsOfKeys(
            session, console, interpreter.language(), interpreter.guide(), this::pressed);
    List<String> done = new ArrayList<>();
    beforeWhole.run();
    try {
      screen.whole(
          canvas -> done.addAll(new LiveWatch(session, console, canvas, keys, clusters).run()));
    } finally {
      keys.end();
      afterWhole.run();
    }
    remark = keys.remark();
    return done;
  }

  /** A command that a key stands for worked. */
  private void pressed(Statement statement) {
    worked(statement);
    if (!statement.words().contains("wait") && !statement.words().contains("set")) {
      keyed.accept(statement.text());
    }
  }

  /** What the guide said while the whole screen was taken; told once. */
  Optional<View> takeRemark() {
    Optional<View> taken = remark;
    remark = Optional.empty();
    return taken;
  }

  private static String sofar(int times, Duration every) {
    return "every %s, %s so far; any key ends"
        .formatted(Quantities.words(every), times == 1 ? "once" : times + " times");
  }

  @Override
  public void time(boolean commands) {
    timing = commands;
  }

  @Override
  public String servePage(Optional<Integer> port) {
    return page.open(port);
  }

  @Override
  public void endPage() {
    page.close();
  }

  @Override
  public boolean timesCommands() {
    return timing;
  }

  @Override
  public void clear() {
    screen().clear();
  }
}
