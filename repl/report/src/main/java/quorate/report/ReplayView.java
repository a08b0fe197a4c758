package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import quorate.experiments.typed.RunId;
import quorate.lab.UserError;
import quorate.lab.invariant.Violation;

/**
 * A run that was done again: a trial, whose cluster stays, or a sample.
 *
 * @param id the name that was typed
 * @param fingerprint that of what happened
 * @param run what became of it
 */
public record ReplayView(RunId id, String fingerprint, View run) implements View {

  /**
   * Compares what happened with what was typed, which may name no fingerprint: then whatever comes
   * out is right.
   *
   * @throws UserError if this is another run
   */
  public static ReplayView of(RunId id, Optional<String> fingerprint, View run) {
    check(id, fingerprint);
    return new ReplayView(id, fingerprint.orElseThrow(), run);
  }

  /**
   * Compares what happened with what was typed.
   *
   * @throws UserError if this is another run
   */
  public static void check(RunId id, Optional<String> fingerprint) {
    if (id.fingerprint().isPresent() && !id.fingerprint().equals(fingerprint)) {
      throw new UserError(
          "this is another run: its fingerprint is "
              + fingerprint.orElseThrow()
              + ", and the id says "
              + id.fingerprint().get()
              + "; it was altered, or it is of version 0.1, which started nodes, saved and measured"
              + " otherwise (see CHANGELOG.md); to look at what it means today, leave out #"
              + id.fingerprint().get());
    }
  }

  @Override
  public List<Violation> violations() {
    return run.violations();
  }

  @Override
  public String text(Display display) {
    String verdict =
        "fingerprint "
            + fingerprint
            + (id.fingerprint().isPresent() ? ", as the id says: the same run" : "");
    return id.kind() == RunId.Kind.TRIAL
        ? run.text(display) + "\n" + verdict + "; the cluster stays: why leader, status, counts"
        : Wrapping.paragraphs(run.text(display), verdict);
  }

  @Override
  public ObjectNode json() {
    return Json.object().put("fingerprint", fingerprint).setAll(run.json());
  }
}
