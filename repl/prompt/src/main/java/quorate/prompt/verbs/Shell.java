package quorate.prompt.verbs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.UserError;
import quorate.session.Answer;

/** The prompt as its own commands see it: what was typed there, and what it can do. */
public interface Shell {

  /** The lines that were typed, oldest first; at a prompt those of earlier sessions as well. */
  List<String> typed();

  /** The commands of this session that worked, oldest first, each as it is typed. */
  List<String> worked();

  /**
   * What a command answered.
   *
   * @param command as it was typed
   */
  record Answered(String command, Answer answer) {}

  /** What the last command answered that is not about the prompt itself; empty at the beginning. */
  Optional<Answered> lastAnswer();

  /**
   * Runs the commands of a file, which are answered one by one.
   *
   * @return how many there were
   * @throws UserError if it cannot be read, or runs itself
   * @throws ScriptFailed if one of them failed, which a person has seen
   */
  int source(String file);

  /**
   * Runs a command again and again, until a person presses a key.
   *
   * @return how often it was run
   * @throws UserError if nobody could end it, or the command fails
   * @throws InterruptedException never of a Ctrl-C, which ends it as a key does
   */
  int repeat(Duration every, Statement command) throws InterruptedException;

  /** Throws a UserError if there is no terminal that can show a whole screen. */
  void checkScreen();

  /**
   * Shows clusters on the whole screen, one at a time, until a person leaves.
   *
   * @return what that person did, in commands
   */
  List<String> show(List<String> clusters);

  /**
   * Serves the page, unless it is served already.
   *
   * @param port empty for any that is free
   * @return what to open in a browser
   * @throws UserError if the port cannot be had
   */
  String servePage(Optional<Integer> port);

  /** Serves the page no longer; throws a UserError if it is not. */
  void endPage();

  /** Says from now on how long each command takes, or no longer. */
  void time(boolean commands);

  boolean timesCommands();

  /** Empties the screen, if there is one. */
  void clear();

  /** A command of a file failed, and that was said. */
  final class ScriptFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ScriptFailed(String message) {
      super(message);
    }
  }
}
