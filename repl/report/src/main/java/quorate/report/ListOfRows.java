package quorate.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of things with something said of each. What is said last stands behind the rest, broken
 * between words, or below it in a window that is too narrow; what belongs together is never torn
 * apart.
 *
 * @param rows the cells of each, all rows having as many
 */
public record ListOfRows(List<List<String>> rows) {

  private static final String GAP = "  ";

  /** Fewer columns are too few for a text. */
  private static final int NARROWEST = 20;

  public ListOfRows {
    rows = List.copyOf(rows);
  }

  public List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      int last = row.size() - 1;
      StringBuilder head = new StringBuilder();
      for (int i = 0; i < last; i++) {
        head.append(row.get(i)).append(" ".repeat(widest(i) - row.get(i).length())).append(GAP);
      }
      int room = width - head.length();
      if (room >= NARROWEST || room >= row.get(last).length()) {
        addBehind(head.toString(), Wrapping.lines(row.get(last), room), lines);
      } else {
        addBelow(row, width, lines);
      }
    }
    return lines;
  }

  private static void addBehind(String head, List<String> texts, List<String> lines) {
    lines.add((head + texts.get(0)).stripTrailing());
    texts.stream().skip(1).forEach(text -> lines.add(" ".repeat(head.length()) + text));
  }

  private void addBelow(List<String> row, int width, List<String> lines) {
    int last = row.size() - 1;
    String first = row.get(0) + GAP;
    addBehind(
        first,
        Wrapping.lines(String.join(GAP, row.subList(1, last)), Math.max(1, width - first.length())),
        lines);
    String indent = " ".repeat(first.length());
    Wrapping.lines(row.get(last), Math.max(1, width - indent.length()))
        .forEach(text -> lines.add((indent + text).stripTrailing()));
  }

  private int widest(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
