package quorate.repl.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import quorate.lab.invariant.Violation;

/**
 * What a command answers.
 *
 * @param json for a program; without {@code command} and {@code ok}, which all answers have
 * @param text for a person; several lines, without a line end after the last; may be empty
 * @param violations promises that were broken meanwhile
 * @param leave whether the session is over
 */
public record Answer(ObjectNode json, String text, List<Violation> violations, boolean leave) {

  /** An answer, and the session goes on. */
  public static Answer of(ObjectNode json, String text) {
    return new Answer(json, text, List.of(), false);
  }

  /** The same answer, with promises that were broken meanwhile. */
  public Answer with(List<Violation> broken) {
    return new Answer(json, text, broken, leave);
  }
}
