package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quorate.report.Glossary.Entry;

/** All words that can be explained. */
public record GlossaryView(List<Entry> words) implements View {

  @Override
  public String text(Display display) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    words.forEach(it -> groups.computeIfAbsent(it.group(), no -> new ArrayList<>()).add(it.word()));
    List<String> lines = new ArrayList<>();
    groups.forEach(
        (group, its) -> lines.add(String.format("  %-14s %s", group, String.join(", ", its))));
    lines.add("also messages, scenarios and algorithms; type: explain WORD");
    return Wrapping.text(lines, display.width());
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    ObjectNode meanings = json.putObject("words");
    words.forEach(entry -> meanings.put(entry.word(), entry.meaning()));
    return json;
  }
}
