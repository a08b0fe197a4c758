package quorate.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import quorate.lab.invariant.Violation;
import quorate.report.Json;
import quorate.report.View;
import quorate.report.Written;

/**
 * What a command answers.
 *
 * @param view what it found out
 * @param violations promises that were broken meanwhile
 * @param elsewhere those of them that broke in clusters which the command did not follow
 * @param failed whether something did not hold; always if a promise was broken
 * @param partial whether a part of what was typed could not be done, as the text says
 * @param leave whether the session is over
 */
public record Answer(
    View view,
    List<Violation> violations,
    List<Violation> elsewhere,
    boolean failed,
    boolean partial,
    boolean leave) {

  /** An answer, and the session goes on. */
  public static Answer of(View view) {
    List<Violation> broken = view.violations();
    return new Answer(view, broken, List.of(), !broken.isEmpty(), false, false);
  }

  /** An answer that only a person needs, and the session goes on. */
  public static Answer said(String words) {
    return of(new Written(Json.object(), words));
  }

  /** An answer after which the session is over. */
  public static Answer leaving() {
    return new Answer(new Written(Json.object(), ""), List.of(), List.of(), false, false, true);
  }

  /** The same answer, with promises that were broken meanwhile. */
  public Answer with(List<Violation> broken) {
    return new Answer(view, broken, elsewhere, failed || !broken.isEmpty(), partial, leave);
  }

  /** The same answer, with promises that broke in clusters which the command did not follow. */
  public Answer withElsewhere(List<Violation> broken) {
    List<Violation> all = new ArrayList<>(violations);
    all.addAll(broken);
    return new Answer(view, all, broken, failed || !broken.isEmpty(), partial, leave);
  }

  /**
   * The same answer, of a command that found that something does not hold which nobody promised.
   */
  public Answer failing() {
    return new Answer(view, violations, elsewhere, true, partial, leave);
  }

  /** The same answer, of a command that did a part of what was typed. */
  public Answer inPart() {
    return new Answer(view, violations, elsewhere, failed, true, leave);
  }

  /** For a program; without {@code command} and {@code ok}, which all answers have. */
  public ObjectNode json() {
    ObjectNode json = view.json();
    if (!elsewhere.isEmpty()) {
      json.set("violations", Json.violations(elsewhere));
    }
    return json;
  }
}
