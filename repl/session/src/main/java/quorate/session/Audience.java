package quorate.session;

import quorate.experiments.language.Statements.Statement;

/** Who hears of commands and their answers, wherever they are typed. The thread of the session. */
public interface Audience {

  void running(Statement command);

  void answered(Statement command, Answer answer);

  /**
   * A command failed.
   *
   * @param command as it was typed
   */
  void failed(String command, String error);

  /** The command is over, whatever became of it. */
  void ended();
}
