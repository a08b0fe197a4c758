package quorate.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
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
import quorate.report.Json;
import quorate.session.Answer;
import quorate.session.Guide;
import quorate.session.Session;
import quorate.session.Shortage;

/** Runs what is typed, one statement after the other, and prints the answers. */
public final class Interpreter {

  private static final Logger LOG = Logger.getLogger(Interpreter.class.getName());

  private static final int LONGEST_ERROR = 2_000;

  private final Session session;
  private final Console console;
  private final Language language;
  private final Guide guide;
  private int exitStatus;
  private boolean left;
  private boolean answered;
  private boolean taught;

  /** Whether the line that is being run has further statements. */
  private boolean more;

  public Interpreter(CommandContext context, Language language, Guide guide) {
    this.session = context.session();
    this.console = context.console();
    this.language = language;
    this.guide = guide;
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
    try {
      Answer answer = withUnfollowed(answer(statement));
      session.liveTrace().flush(); // what led to an answer stands above it
      print(statement, answer);
      left = answer.leave();
      return !answer.failed() || answer.remark().isPresent();
    } catch (UserError error) {
      UserError explained = Lookalikes.explain(error, statement.text());
      fail(statement.text(), explained.message(Suggestions::nearest));
    } catch (OutputLost lost) {
      throw lost;
    } catch (RuntimeException | Error bug) {
      if (session.isClosed()) {
        left = true; // the process was told to end, and took the clusters away meanwhile
        return false;
      }
      fail(statement.text(), Shortage.of(bug).orElseGet(() -> reported(statement, bug)));
    }
    return false;
  }

  private static String reported(Statement statement, Throwable bug) {
    LOG.log(Level.SEVERE, "'" + statement.text() + "' failed", bug);
    return "this should not have happened: " + bug + "; " + Logs.whereTheyAre();
  }

  /** Adds what was broken in a cluster that the command did not follow: a promise is one always. */
  private Answer withUnfollowed(Answer answer) {
    List<Violation> more = new ArrayList<>(session.newViolations());
    more.removeAll(answer.violations());
    return more.isEmpty() ? answer : answer.withElsewhere(more);
  }

  private Answer answer(Statement typed) {
    boolean isCommand = language.all().containsKey(typed.words().get(0));
    Statement meant = isCommand ? typed : guide.meaning(typed).orElse(typed);
    guide.running(meant);
    return guide.answered(meant, language.run(meant), more);
  }

  private void print(Statement statement, Answer answer) {
    String said =
        console.json() ? answer.json(statement.text()).toString() : answer.view().text(console);
    console.answer(console.json() ? said : separated(said));
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

  /** Answers of several lines stand apart from each other. */
  private String separated(String text) {
    boolean first = !answered;
    answered = answered || !text.isEmpty();
    return first || !text.contains("\n") ? text : "\n" + text;
  }

  private void note(Violation violation) {
    console.noteChains("violation: ", violation.description(), violation.chains());
  }

  private void fail(String command, String reason) {
    String error = shortened(reason);
    exitStatus = Math.max(exitStatus, 1);
    if (console.json()) {
      console.answer(
          Json.object().put("command", command).put("ok", false).put("error", error).toString());
    } else {
      console.error(error);
    }
  }

  /** An error that repeats a long value keeps its beginning, and its end, which says what to do. */
  private static String shortened(String error) {
    int length = error.length();
    return length <= LONGEST_ERROR
        ? error
        : error.substring(0, LONGEST_ERROR / 2)
            + " ... "
            + error.substring(length - LONGEST_ERROR / 2);
  }
}
