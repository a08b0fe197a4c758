package quorate.prompt.recount;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cells of a table that was printed, by column and by the words to the left of them. */
final class PrintedTable {

  private final List<Map<String, String>> columns = new ArrayList<>();

  private PrintedTable() {}

  /** Reads the first table in a text. The names above its columns show where these begin. */
  static PrintedTable in(String text, List<String> names) {
    PrintedTable table = new PrintedTable();
    List<Integer> begins = new ArrayList<>();
    String group = "";
    for (String line : text.lines().toList()) {
      if (begins.isEmpty() && line.strip().matches(String.join(" +", names))) {
        for (String name : names) {
          int from = begins.isEmpty() ? 0 : begins.get(begins.size() - 1) + 1;
          begins.add(line.indexOf(name, from));
          table.columns.add(new TreeMap<>());
        }
      } else if (!begins.isEmpty() && (line.startsWith("(") || line.isBlank())) {
        return table;
      } else if (!begins.isEmpty() && line.length() > begins.get(0)) {
        String label = line.substring(0, begins.get(0)).stripTrailing();
        group = label.startsWith(" ") ? group : label.replaceFirst(",.*", "");
        table.row(label.startsWith(" ") ? group + ", " + label.strip() : label, line, begins);
      }
    }
    return table;
  }

  private void row(String label, String line, List<Integer> begins) {
    for (int i = 0; i < begins.size(); i++) {
      int from = Math.min(begins.get(i), line.length());
      int to = i + 1 < begins.size() ? Math.min(begins.get(i + 1), line.length()) : line.length();
      columns.get(i).put(label, line.substring(from, to).replace(" *", "").strip());
    }
  }

  /** What stands in a cell; where there is no such row, nobody had anything to say there. */
  String cell(int column, String row) {
    return columns.get(column).getOrDefault(row, "-");
  }
}
