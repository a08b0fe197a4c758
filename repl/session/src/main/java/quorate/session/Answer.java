package quorate.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import quorate.lab.invariant.Violation;

/**
 * What a command answers.
 *
 * @param json for a program; without {@code command} and {@code ok}, which all answers have
 * @param text for a person; several lines, without a line end after the last; may be empty
 * @param violations promises that were broken meanwhile
 * @param failed whether something did not hold; always if a promise was broken
 * @param partial whether a part of what was typed could not be done, as the text says
 * @param leave whether the session is over
 */
public record Answer(
    ObjectNode json,
    String text,
    List<Violation> violations,
    boolean failed,
    boolean partial,
    boolean leave) {

  /** An answer, and the session goes on. */
  public static Answer of(ObjectNode json, String text) {
    return new Answer(json, text, List.of(), false, false, false);
  }

  /** An answer after which the session is over. */
  public static Answer leaving(ObjectNode json) {
    return new Answer(json, "", List.of(), false, false, true);
  }

  /** The same answer, with promises that were broken meanwhile. */
  public Answer with(List<Violation> broken) {
    return new Answer(json, text, broken, failed || !broken.isEmpty(), partial, leave);
  }

  /**
   * The same answer, of a command that found that something does not hold which nobody promised.
   */
  public Answer failing() {
    return new Answer(json, text, violations, true, partial, leave);
  }

  /** The same answer, of a command that did a part of what was typed. */
  public Answer inPart() {
    return new Answer(json, text, violations, failed, true, leave);
  }
}
