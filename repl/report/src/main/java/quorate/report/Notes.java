package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a reader has to know of the settings behind a table: a line each, below it. */
public final class Notes {

  private static final int MOST_LINES = 6;

  private final Map<String, List<String>> byText = new LinkedHashMap<>();

  /** Adds what is to be said of a column, or a row, by its name. */
  public void add(String name, List<String> texts) {
    texts.forEach(text -> byText.computeIfAbsent(text, no -> new ArrayList<>()).add(name));
  }

  /** What several have in common is said once: {@code raft, paxos: ...}. */
  private List<String> all() {
    return byText.entrySet().stream()
        .map(it -> String.join(", ", it.getValue()) + ": " + it.getKey())
        .toList();
  }

  /** The lines; empty if there is nothing to be said. */
  public String text(int width) {
    List<String> lines = new ArrayList<>();
    List<String> all = all();
    int shown = all.size() > MOST_LINES ? MOST_LINES - 1 : all.size();
    for (String note : all.subList(0, shown)) {
      lines.add(
          Wrapping.lines("note  " + note, width).stream().collect(Collectors.joining("\n      ")));
    }
    if (shown < all.size()) {
      lines.add("note  and " + (all.size() - shown) + " more; --json has all");
    }
    return String.join("\n", lines);
  }

  public void addTo(ObjectNode json) {
    ArrayNode notes = json.putArray("notes");
    all().forEach(notes::add);
  }
}
