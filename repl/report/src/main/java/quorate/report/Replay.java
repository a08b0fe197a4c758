package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import quorate.experiments.typed.RunId;
import quorate.lab.UserError;

/**
 * That a run was done again.
 *
 * @param id the name that was typed
 * @param fingerprint that of what happened
 */
public record Replay(RunId id, String fingerprint) {

  /**
   * Compares what happened with what was typed, which may name no fingerprint: then whatever comes
   * out is right.
   *
   * @throws UserError if this is another run
   */
  public static Replay of(RunId id, Optional<String> fingerprint) {
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
    return new Replay(id, fingerprint.orElseThrow());
  }

  public ObjectNode json() {
    return Json.object().put("fingerprint", fingerprint);
  }

  /** The fingerprint, and whether it is that of the id. */
  public String verdict() {
    return "fingerprint "
        + fingerprint
        + (id.fingerprint().isPresent() ? ", as the id says: the same run" : "");
  }
}
