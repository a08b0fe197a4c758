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
 * @param playing the clusters of which somebody sees on the page what comes of it
 */
public record InjectedView(String did, List<InjectedFault> clusters, List<String> playing)
    implements View {

  public record InjectedFault(ClusterName name, Fault fault, Change changed) {}

  @Override
  public String text(Display display) {
    String all =
        clusters.stream()
            .map(it -> it.name().name() + ": " + did + " " + it.changed().words())
            .collect(Collectors.joining("\n"));
    return playing.isEmpty() ? all : all + "\n" + Wrapping.text(shown(), display.lineWidth());
  }

  private String shown() {
    return "%s on the page: see there what comes of it; the outcome is told when it is known"
        .formatted(
            playing.size() == 1 ? playing.get(0) + " plays" : String.join(", ", playing) + " play");
  }

  @Override
  public ObjectNode json() {
    return Json.listed(
        "results", clusters, it -> Json.add(it.fault(), it.changed(), it.name().json()));
  }
}
