package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The branches of clusters in virtual time. */
public record BranchesView(List<ClusterBranches> clusters) implements View {

  /** Those of one cluster, in the order in which they were begun. */
  public record ClusterBranches(ClusterName name, List<Branch> branches) {}

  /**
   * One branch.
   *
   * @param atNanos where one stands in it
   * @param endNanos how far it goes
   * @param faults what is done in it, from its start to its end
   */
  public record Branch(
      String name, boolean present, long atNanos, long endNanos, List<String> faults) {}

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>();
    for (ClusterBranches cluster : clusters) {
      if (clusters.size() > 1) {
        lines.add(display.bold(cluster.name().name()));
      }
      for (Branch it : cluster.branches()) {
        String head =
            String.format(
                Locale.ROOT,
                "%s %-10s at %.3f of %.3f ms",
                it.present() ? "*" : " ",
                it.name(),
                it.atNanos() / 1e6,
                it.endNanos() / 1e6);
        String faults = it.faults().isEmpty() ? "no faults" : String.join(", ", it.faults());
        lines.addAll(new ListOfRows(List.of(List.of(head, faults))).lines(display.lineWidth()));
      }
    }
    return String.join("\n", lines);
  }

  @Override
  public ObjectNode json() {
    return Json.listed(
        "clusters",
        clusters,
        it -> it.name().json().setAll(Json.listed("branches", it.branches(), BranchesView::json)));
  }

  private static ObjectNode json(Branch it) {
    ObjectNode json = Json.object().put("branch", it.name()).put("present", it.present());
    json.set("at_ms", Json.millis(it.atNanos()));
    json.set("end_ms", Json.millis(it.endNanos()));
    it.faults().forEach(json.putArray("faults")::add);
    return json;
  }
}
