package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import quorate.lab.invariant.Violation;

/** A sample that was run again. */
public record ReplayedSample(Replay replay, NamedSample sample) implements View {

  @Override
  public List<Violation> violations() {
    return sample.sample().violations();
  }

  @Override
  public String text(Display display) {
    return Wrapping.paragraphs(
        new SampleTable(List.of(sample)).inColumns(display),
        TrialsText.chart(List.of(sample), display),
        replay.verdict());
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = replay.json();
    json.putArray("algorithms").add(SampleJson.of(sample.sample()));
    return json;
  }
}
