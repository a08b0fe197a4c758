package quorate.prompt.watch;

import java.util.List;

/** Runs the commands that keys stand for, as if they were typed. */
public interface KeyCommands {

  /**
   * What became of a command.
   *
   * @param worked whether it did what it says
   * @param text what it answered, or what was wrong
   */
  record Result(boolean worked, String text) {}

  Result run(List<String> words);

  /** From now on time passes, until the next command or until {@link #passed}. */
  void timePasses();

  /** Time has passed as if somebody had typed this command. */
  void passed(List<String> command);
}
