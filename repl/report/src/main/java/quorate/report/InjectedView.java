package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import quorate.experiments.language.Change;
import quorate.lab.cluster.Fault;

/**
 * A fault that was done to clusters which nobody follows.
 *
 * @param did what was done, in a word: {@code crashed}
 */
public record InjectedView(String did, List<InjectedFault> clusters) implements View {

  public record InjectedFault(ClusterName name, Fault fault, Change changed) {}

  @Override
  public String text(Display display) {
    return clusters.stream()
        .map(it -> it.name().name() + ": " + did + " " + it.changed().words())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public ObjectNode json() {
    return Json.listed(
        "results", clusters, it -> Json.add(it.fault(), it.changed(), it.name().json()));
  }
}
