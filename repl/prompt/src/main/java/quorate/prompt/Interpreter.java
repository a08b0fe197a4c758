package quorate.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import quorate.experiments.language.Lookalikes;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.invariant.Violation;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;
import quorate.prompt.console.OutputLost;
import quorate.prompt.verbs.Language;
import quorate.prompt.verbs.Shell.ScriptFailed;
import quorate.report.Json;
import quorate.report.View;
import quorate.report.WatchedLiveView;
import quorate.report.Wrapping;
import quorate.session.Answer;
import quorate.session.Audience;
import quorate.session.Guide;
import quorate.session.Session;
import quorate.session.Shortage;

/** Runs what is typed, one statement after the other, and prints the answers. */
public final class Interpreter {

  private final Session session;
  private final Console console;
  private final Language language;
  private final Guide guide;
  private final PromptShell shell;
  private final Turn turn;
  private final List<Audience> audience = new CopyOnWriteArrayList<>();
  private Optional<Place> place = Optional.empty();
  private Optional<ErrorPlace> typed = Optional.empty();
  private int exitStatus;
  private int commands;
  private int failures;
  private boolean keepsGoing;
  private boolean left;
  private boolean answered;
  private boolean taught;

  /** Whether the line that is being run has further statements. */
  private boolean more;

  public Interpreter(CommandContext context, Language language, Guide guide) {
    this(context, language, guide, new PromptShell(context.session(), context.console()));
  }

  Interpreter(CommandContext context, Language language, Guide guide, PromptShell shell) {
    this.session = context.session();
    this.console = context.console();
    this.language = language;
    this.guide = guide;
    this.shell = shell;
    this.turn = new Turn(session, console::note);
  }

  Turn turn() {
    return turn;
  }

  /** Tells somebody of all commands and answers from now on. */
  void tell(Audience listener) {
    audience.add(listener);
  }

  void tellNoLonger(Audience listener) {
    audience.remove(listener);
  }

  PromptShell shell() {
    return shell;
  }

  public Language language() {
    return language;
  }

  Guide guide() {
    return guide;
  }

  /** 0, or 1 if a command failed, or 3 if a promise was broken or chaos found a failure. */
  public int exitStatus() {
    return exitStatus;
  }

  public boolean left() {
    return left;
  }

  /** The next answer comes first on its page: nothing is to set it apart from. */
  void startPage() {
    answered = false;
    taught = false;
    typed = Optional.empty();
  }

  /** The same, below a line that a person typed: an error points at a word of it. */
  void startPage(String prompt, String line) {
    startPage();
    if (shell.screen().isThere()) { // a dumb terminal may show the line otherwise
      typed = Optional.of(new ErrorPlace(line, Caret.columns(prompt)));
    }
  }

  /** Whether the guide has said something since the page was started. */
  boolean taught() {
    return taught;
  }

  /**
   * Runs all statements of a text.
   *
   * @param keepGoing whether to run the rest after a command that failed
   * @return whether there may be more: false after a failure without {@code keepGoing}, and when
   *     the session is over
   */
  public boolean run(String text, boolean keepGoing) {
    return turn.take(() -> runAll(text, keepGoing), keepGoing);
  }

  private boolean runAll(String text, boolean keepGoing) {
    shell.typed(text);
    keepsGoing = keepGoing;
    List<Statement> statements;
    try {
      statements = Statements.of(text);
    } catch (UserError error) {
      fail(Printable.of(text.strip()), Lookalikes.explain(error, text).getMessage());
      return keepGoing;
    }
    for (int i = 0; i < statements.size(); i++) {
      more = i + 1 < statements.size();
      boolean succeeded = run(statements.get(i));
      if (left || !succeeded && !keepGoing) {
        return false;
      }
    }
    return true;
  }

  /**
   * Runs all lines of a script. An error names the file and the line.
   *
   * @return whether all of them worked, or were to be passed over
   * @throws UserError if the script cannot be read
   */
  boolean run(String file, Script lines, boolean keepGoing) {
    Optional<Place> before = place;
    try {
      int number = 1;
      for (String line = lines.next(); line != null; line = lines.next()) {
        place = Optional.of(new Place(file, number++));
        if (!run(line, keepGoing)) {
          return left;
        }
      }
      return true;
    } finally {
      place = before;
    }
  }

  /** Runs all lines of a script without a name. */
  void run(Script lines, boolean keepGoing) {
    String line = lines.next();
    while (line != null && run(line, keepGoing)) {
      line = lines.next();
    }
  }

  /** Runs a script that a command names, and says how many commands it had. */
  int source(String file, Script lines) {
    int commandsBefore = commands;
    int failuresBefore = failures;
    boolean all = run(file, lines, keepsGoing);
    int failed = failures - failuresBefore;
    if (!all || failed > 0) {
      String reason = failed == 1 ? "a command" : failed + " commands";
      throw new ScriptFailed(
          failed == 0
              ? Printable.of(file) + " ended early, as a promise was broken"
              : reason + " of " + Printable.of(file) + " failed");
    }
    return commands - commandsBefore;
  }

  /** What a command answers now, to be shown in place of what it answered before. */
  String watched(Statement command) {
    Answer answer = language.run(language.meaning(command).orElse(command));
    session.liveTrace().flush();
    left = answer.leave();
    return console.json() ? answer.json(command.text()).toString() : answer.view().text(console);
  }

  /** Somebody pressed Enter on an empty line. */
  void readOn() {
    guide.meaningOfNothing().ifPresent(command -> run(command, true));
  }

  /**
   * Nothing more will be typed: an exercise that was begun and not finished is a failure, so that a
   * script can be marked by its exit status.
   */
  public void finish() {
    guide.unfinished().forEach(unfinished -> fail("exercise", unfinished));
  }

  private boolean run(Statement statement) {
    boolean timed = shell.timesCommands();
    long began = System.nanoTime();
    boolean worked = answered(statement);
    if (timed) {
      double millis = (System.nanoTime() - began) / 1e6;
      console.note(String.format(Locale.ROOT, "took %,.1f ms by the clock on the wall", millis));
    }
    return worked;
  }

  private boolean answered(Statement statement) {
    commands++;
    audience.forEach(it -> it.running(statement));
    try {
      Answer answer = say(statement, answer(statement));
      shell.worked(language.meaning(statement).orElse(statement), answer);
      left = left || answer.leave();
      return !answer.failed() || answer.remark().isPresent();
    } catch (UserError error) {
      UserError explained = Lookalikes.explain(error, statement.text());
      fail(statement.text(), explained.message(Suggestions::nearest));
    } catch (ScriptFailed said) {
      exitStatus = Math.max(exitStatus, 1);
      if (console.json()) {
        int counted = failures;
        fail(statement.text(), said.getMessage());
        failures = counted;
      }
    } catch (OutputLost lost) {
      throw lost;
    } catch (RuntimeException | Error bug) {
      if (session.isClosed()) {
        left = true; // the process was told to end, and took the clusters away meanwhile
        return false;
      }
      fail(
          statement.text(), Shortage.of(bug).orElseGet(() -> Logs.reported(statement.text(), bug)));
    } finally {
      audience.forEach(Audience::ended);
    }
    return false;
  }

  /** Adds what was broken in a cluster that the command did not follow: a promise is one always. */
  private Answer withUnfollowed(Answer answer) {
    List<Violation> more = new ArrayList<>(session.newViolations());
    more.removeAll(answer.violations());
    return more.isEmpty() ? answer : answer.withElsewhere(more);
  }

  private Answer answer(Statement typed) {
    boolean further = more;
    boolean isCommand = language.all().containsKey(typed.words().get(0));
    Statement meant =
        language
            .meaning(typed)
            .orElseGet(() -> isCommand ? typed : guide.meaning(typed).orElse(typed));
    guide.running(meant);
    Answer answer = language.run(meant);
    boolean watched = answer.view() instanceof WatchedLiveView; // the guide has heard what was done
    return watched
        ? shell.takeRemark().map(answer::remarked).orElse(answer)
        : guide.answered(meant, answer, further);
  }

  private void print(Statement statement, Answer answer) {
    String said =
        console.json() ? answer.json(statement.text()).toString() : answer.view().text(console);
    if (console.json() || !language.isHelp(statement) || !shell.screen().page(said)) {
      console.answer(console.json() ? said : separated(said));
    }
    exitStatus = answer.partial() ? Math.max(exitStatus, 1) : exitStatus;
    if (answer.failed()) {
      // what an exercise is about to show is no failure of the learner's
      exitStatus = answer.remark().isPresent() ? exitStatus : 3;
      answer.violations().forEach(this::note);
    }
    if (!console.json()) {
      String remark = answer.remark().map(it -> it.text(console)).orElse("");
      taught = taught || !remark.isEmpty();
      console.answer(said.isEmpty() || remark.isEmpty() ? separated(remark) : "\n" + remark);
    }
  }

  /** Prints what a command answers, and tells it. */
  Answer say(Statement command, Answer its) {
    Answer answer = withUnfollowed(its);
    session.liveTrace().flush(); // what led to an answer stands above it
    print(command, answer);
    audience.forEach(it -> it.answered(command, answer));
    shell.answered(command, answer);
    return answer;
  }

  /** Says something that the guide has to say, after time has passed. */
  void remark(Statement command, View remark) {
    console.answer(remark.text(console));
    audience.forEach(it -> it.answered(command, Answer.remarking(remark)));
  }

  /** Answers of several lines stand apart from each other. */
  private String separated(String text) {
    boolean first = !answered;
    answered = answered || !text.isEmpty();
    return first || !text.contains("\n") ? text : "\n" + text;
  }

  private void note(Violation violation) {
    console.noteChains("violation: ", violation.description(), violation.chains());
  }

  void fail(String command, String reason) {
    String error = ErrorPlace.shortened(reason);
    exitStatus = Math.max(exitStatus, 1);
    failures++;
    audience.forEach(it -> it.failed(command, error));
    if (console.json()) {
      ObjectNode json = Json.object().put("command", command).put("ok", false).put("error", error);
      place.ifPresent(it -> json.put("file", it.file()).put("line", it.line()));
      console.answer(json.toString());
    } else {
      typed
          .filter(it -> place.isEmpty())
          .ifPresent(it -> it.point(command, error, answered, console));
      String all = place.map(it -> it + ": ").orElse("") + error;
      console.error(Wrapping.text(all, console.lineWidth()));
    }
  }
}
