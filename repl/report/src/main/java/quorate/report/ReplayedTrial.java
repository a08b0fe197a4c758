package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import quorate.lab.invariant.Violation;

/** A trial that was run again, whose cluster stays. */
public record ReplayedTrial(Replay replay, OutcomesView outcome) implements View {

  @Override
  public List<Violation> violations() {
    return outcome.violations();
  }

  @Override
  public String text(Display display) {
    return "%s\n%s; the cluster stays: why leader, status, counts"
        .formatted(outcome.text(display), replay.verdict());
  }

  @Override
  public ObjectNode json() {
    return replay.json().setAll(outcome.json());
  }
}
