package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import quorate.lab.invariant.Violation;
import quorate.report.OutcomesView.ClusterOutcome;

/** What became of clusters to which a scenario was done. */
public record RunView(String scenario, List<ClusterOutcome> clusters) implements View {

  private OutcomesView outcomes() {
    return new OutcomesView("scenario", clusters);
  }

  public boolean complete() {
    return clusters.stream().allMatch(it -> it.undone().isEmpty());
  }

  @Override
  public List<Violation> violations() {
    return outcomes().violations();
  }

  @Override
  public String text(Display display) {
    return outcomes().text(display);
  }

  @Override
  public ObjectNode json() {
    return Json.object().put("scenario", scenario).setAll(outcomes().json());
  }
}
