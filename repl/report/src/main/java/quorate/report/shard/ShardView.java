package quorate.report.shard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import quorate.experiments.Shard;
import quorate.lab.invariant.Violation;
import quorate.report.Amount;
import quorate.report.Display;
import quorate.report.Json;
import quorate.report.View;
import quorate.report.Wrapping;

/**
 * That a part of some trials was run and written.
 *
 * @param done how many trials or runs it has, of all samples together
 * @param word what they are called: {@code trial}
 * @param failed what ended them early, in a line each
 * @param violations promises that were broken
 */
public record ShardView(
    ShardHead head,
    String file,
    int done,
    String word,
    List<String> failed,
    List<Violation> violations)
    implements View {

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object().put("shard", head.shard()).put("of", head.of());
    json.put("whole", head.command()).put("file", file).put("done", done);
    failed.forEach(json.putArray("failed")::add);
    json.set("violations", Json.violations(violations));
    return json;
  }

  @Override
  public String text(Display display) {
    Shard part = head.part();
    StringBuilder said = new StringBuilder();
    said.append(String.format(Locale.ROOT, "shard %s of: %s\n", part, head.command()));
    failed.forEach(line -> said.append(line).append("; what comes after it counts for nothing\n"));
    said.append("wrote ").append(Amount.of(done, word)).append(" to ").append(file);
    said.append(
        part.of() == 1
            ? "; for the report type: merge FILE"
            : "; when all " + part.of() + " shards are there, type: merge FILES");
    return Wrapping.text(said.toString().lines().toList(), display.lineWidth());
  }
}
