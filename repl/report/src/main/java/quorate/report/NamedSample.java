package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import quorate.experiments.Sample;
import quorate.lab.invariant.Violation;

/**
 * A sample in a report, or as one.
 *
 * @param name what it is called there
 * @param sample at least one trial, though it may not have run
 */
public record NamedSample(String name, Sample sample) implements View {

  String algorithm() {
    return sample.experiment().cluster().algorithm().name();
  }

  int nodes() {
    return sample.experiment().cluster().size();
  }

  @Override
  public List<Violation> violations() {
    return sample.violations();
  }

  @Override
  public String text(Display display) {
    List<NamedSample> alone = List.of(this);
    return Wrapping.paragraphs(
        new SampleTable(alone).inColumns(display), TrialsView.chart(alone, display));
  }

  @Override
  public ObjectNode json() {
    return Json.listed("algorithms", List.of(sample), SampleJson::of);
  }
}
