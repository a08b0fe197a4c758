package quorate.session;

import java.util.List;
import java.util.Optional;
import quorate.experiments.language.Statements.Statement;

/**
 * Listens to what is typed at the prompt, and may have something to add: the course is one. A guide
 * that overrides nothing keeps quiet. Used by the session's thread.
 */
public interface Guide {

  default void running(Statement command) {}

  /**
   * A command was answered. One that failed has no answer.
   *
   * @param more whether the same line has further commands
   * @return the answer, with a remark if there is one
   */
  default Answer answered(Statement command, Answer answer, boolean more) {
    return answer;
  }

  /** The command that is meant by a line that begins with no command's name, if there is one. */
  default Optional<Statement> meaning(Statement typed) {
    return Optional.empty();
  }

  /** The command that is meant by an empty line, if there is one. */
  default Optional<String> meaningOfNothing() {
    return Optional.empty();
  }

  /** What asks for the next line, instead of the usual prompt. */
  default Optional<String> prompt() {
    return Optional.empty();
  }

  /** Where the person is in it, and what is wanted next, in a few words each; may be none. */
  default List<String> place() {
    return List.of();
  }

  /** What was begun and is not finished, one line for each. */
  default List<String> unfinished() {
    return List.of();
  }
}
