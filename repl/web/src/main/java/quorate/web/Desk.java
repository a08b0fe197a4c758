package quorate.web;

import java.util.List;
import quorate.session.Answer;

/** The prompt, as the page uses it: what is done on the page is done as if it were typed. */
public interface Desk {

  /**
   * A word that could come next.
   *
   * @param group under which heading it is offered; may be nothing
   * @param ends whether the word is whole; otherwise it goes on
   */
  record Suggestion(String word, String meaning, String group, boolean ends) {}

  /**
   * What could be typed.
   *
   * @param from where in the line these words begin
   */
  record Suggestions(int from, List<Suggestion> words) {}

  /**
   * Runs a line. Its answers go to the audience of the prompt. Who calls has the turn.
   *
   * @return whether all commands of it worked
   */
  boolean run(String line);

  /** Ends the command that runs now, as Ctrl-C does. Any thread. */
  void interrupt();

  /** What could be typed at a place of a line. Who calls has the turn. */
  Suggestions complete(String line, int cursor);

  /** From now on virtual time passes, until a command or until {@link #passed}. */
  void timePasses();

  /** What a command answers at last, for whose outcome nobody waited. Who calls has the turn. */
  void settled(String command, Answer outcome);

  /** Time has passed as if somebody had typed this command. */
  void passed(List<String> command);
}
