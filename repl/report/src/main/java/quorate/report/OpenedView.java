package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A file of runs that was read.
 *
 * @param names what the runs are called now
 * @param status what their nodes were in the end
 */
public record OpenedView(String file, List<String> names, StatusView status) implements View {

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object().put("file", file);
    return json.setAll(status.json());
  }

  @Override
  public String text(Display display) {
    String first = names.get(0);
    String runs = names.size() == 1 ? "run" : "runs";
    String said =
        "opened the %s of %s; their end is below; type: timeline, trace, why leader, counts, stop %s"
            .formatted(runs, String.join(", ", names), first);
    return Wrapping.text(
            said.replace(" their end", names.size() == 1 ? " its end" : " their end"),
            display.lineWidth())
        + "\n\n"
        + status.text(display);
  }
}
