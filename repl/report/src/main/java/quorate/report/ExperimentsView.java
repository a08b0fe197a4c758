package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import quorate.experiments.published.PublishedExperiment;

/** The published experiments that can be run. */
public record ExperimentsView(List<PublishedExperiment> experiments) implements View {

  @Override
  public String text(Display display) {
    return experiments.stream().map(it -> text(it, display)).collect(Collectors.joining("\n\n"));
  }

  private static String text(PublishedExperiment experiment, Display display) {
    return "%s\n%s\n%s"
        .formatted(
            display.bold(experiment.name()),
            Wrapping.text("  " + experiment.source(), display.width()),
            ExperimentView.description(experiment, "  ", display));
  }

  @Override
  public ObjectNode json() {
    return Json.listed(
        "experiments",
        experiments,
        it ->
            Json.object()
                .put("name", it.name())
                .put("source", it.source())
                .put("description", String.join(" ", it.description())));
  }
}
