package quorate.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quorate.lab.invariant.Violation;
import quorate.report.Json;
import quorate.report.TextView;
import quorate.report.View;

/**
 * What a command answers.
 *
 * @param remark what a {@link Guide} adds
 * @param violations promises that were broken meanwhile
 * @param elsewhere those of them that broke in clusters which the command did not follow
 * @param failed whether something did not hold; always if a promise was broken
 * @param partial whether a part of what was typed could not be done, as the text says
 */
public record Answer(
    View view,
    Optional<View> remark,
    List<Violation> violations,
    List<Violation> elsewhere,
    boolean failed,
    boolean partial,
    boolean leave) {

  /** An answer, and the session goes on. */
  public static Answer of(View view) {
    List<Violation> broken = view.violations();
    return new Answer(view, Optional.empty(), broken, List.of(), !broken.isEmpty(), false, false);
  }

  /** An answer that only a person needs, and the session goes on. */
  public static Answer said(String words) {
    return of(new TextView(Json.object(), words));
  }

  public static Answer remarking(View remark) {
    return of(TextView.NOTHING).remarked(remark);
  }

  public static Answer leaving() {
    return new Answer(TextView.NOTHING, Optional.empty(), List.of(), List.of(), false, false, true);
  }

  public Answer remarked(View added) {
    return new Answer(view, Optional.of(added), violations, elsewhere, failed, partial, leave);
  }

  /** The same answer, with promises that were broken meanwhile. */
  public Answer with(List<Violation> broken) {
    return new Answer(view, remark, broken, elsewhere, failed || !broken.isEmpty(), partial, leave);
  }

  /** The same answer, with promises that broke in clusters which the command did not follow. */
  public Answer withElsewhere(List<Violation> broken) {
    List<Violation> all = new ArrayList<>(violations);
    all.addAll(broken);
    return new Answer(view, remark, all, broken, failed || !broken.isEmpty(), partial, leave);
  }

  /** Something does not hold, though nobody promised it. */
  public Answer failing() {
    return new Answer(view, remark, violations, elsewhere, true, partial, leave);
  }

  /** The same answer, of a command that did a part of what was typed. */
  public Answer inPart() {
    return new Answer(view, remark, violations, elsewhere, failed, true, leave);
  }

  /**
   * For a program.
   *
   * @param command what was typed
   */
  public ObjectNode json(String command) {
    ObjectNode json = Json.object().put("command", command).put("ok", !failed);
    json.setAll(view.json());
    if (!elsewhere.isEmpty()) {
      json.set("violations", Json.violations(elsewhere));
    }
    remark.ifPresent(it -> json.setAll(it.json()));
    return json;
  }
}
