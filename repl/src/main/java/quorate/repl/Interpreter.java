package quorate.repl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import quorate.lab.invariant.Violation;
import quorate.lab.language.Printable;
import quorate.lab.language.Statements;
import quorate.lab.language.Statements.Statement;
import quorate.lab.language.UserError;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceText;
import quorate.repl.session.Answer;
import quorate.repl.session.Console;
import quorate.repl.session.Session;
import quorate.repl.typed.Suggestions;

/** Runs what is typed, one statement after the other, and prints the answers. */
public final class Interpreter {

  private static final Logger LOG = Logger.getLogger(Interpreter.class.getName());

  private final Session session;
  private final Language language;
  private int exitStatus;
  private boolean left;
  private boolean answered;

  /** How a run of statements ended. */
  private enum Ending {
    OK,
    FAILED
  }

  /** An interpreter for one session. */
  public Interpreter(Session session) {
    this.session = session;
    this.language = new Language(session);
  }

  /** All commands. */
  public Language language() {
    return language;
  }

  /** 0, or 1 if a command failed, or 3 if a promise was broken or chaos found a failure. */
  public int exitStatus() {
    return exitStatus;
  }

  /** Whether a command ended the session. */
  public boolean left() {
    return left;
  }

  /** The next answer comes first on its page: nothing is to set it apart from. */
  void startPage() {
    answered = false;
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
      fail(Printable.of(text.strip()), error.getMessage());
      return keepGoing;
    }
    for (Statement statement : statements) {
      Ending ending = run(statement);
      if (left || ending == Ending.FAILED && !keepGoing) {
        return false;
      }
    }
    return true;
  }

  private Ending run(Statement statement) {
    try {
      Answer answer = language.run(statement);
      print(statement, answer);
      left = answer.leave();
      return answer.failed() ? Ending.FAILED : Ending.OK;
    } catch (UserError error) {
      fail(statement.text(), error.message(Suggestions::nearest));
    } catch (RuntimeException bug) {
      if (session.isClosed()) {
        left = true; // the process was told to end, and took the clusters away meanwhile
        return Ending.FAILED;
      }
      LOG.log(Level.SEVERE, "'" + statement.text() + "' failed", bug);
      fail(statement.text(), "this should not have happened: " + bug + "; " + Logs.whereTheyAre());
    }
    return Ending.FAILED;
  }

  private void print(Statement statement, Answer answer) {
    Console console = session.console();
    if (console.json()) {
      ObjectNode json = head(statement.text(), !answer.failed());
      json.setAll(answer.json());
      console.answer(json.toString());
    } else {
      console.answer(separated(answer.text()));
    }
    if (answer.failed()) {
      exitStatus = 3;
      answer.violations().forEach(this::note);
    }
  }

  /** Answers of several lines stand apart from each other. */
  private String separated(String text) {
    boolean first = !answered;
    answered = answered || !text.isEmpty();
    return first || !text.contains("\n") ? text : "\n" + text;
  }

  private void note(Violation violation) {
    Console console = session.console();
    console.note(console.bold("violation: ") + violation.description());
    for (List<TraceEvent> chain : violation.chains()) {
      console.note("  because, newest first:");
      chain.forEach(event -> console.note("  " + TraceText.line(event)));
    }
  }

  private void fail(String command, String error) {
    exitStatus = Math.max(exitStatus, 1);
    Console console = session.console();
    if (console.json()) {
      console.answer(head(command, false).put("error", error).toString());
    } else {
      console.note(error);
    }
  }

  private static ObjectNode head(String command, boolean ok) {
    return JsonNodeFactory.instance.objectNode().put("command", command).put("ok", ok);
  }
}
