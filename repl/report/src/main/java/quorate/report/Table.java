package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table with a column for each cluster or algorithm, and a word at the head of each row. Numbers
 * stand under each other, with their units beside them. A table that is wider than the screen is
 * continued below, some columns at a time.
 */
public class Table {

  private static final String GAP = "   ";
  private static final String BEST = "*";

  private final List<String> columns;
  private final List<Row> rows = new ArrayList<>();

  /**
   * A row.
   *
   * @param cells one for each column; none in a line above rows that belong together
   * @param note what stands behind it; empty if nothing
   */
  public record Row(String head, List<Cell> cells, String note) {}

  public Table(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  public Table row(String head, List<Cell> cells) {
    return row(head, cells, "");
  }

  public Table row(String head, List<Cell> cells, String note) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(head + " has " + cells.size() + " cells");
    }
    rows.add(new Row(head, List.copyOf(cells), note));
    return this;
  }

  /** Adds a row unless all of its cells are empty of news. */
  public Table rowIfAny(String head, List<Cell> cells) {
    boolean any =
        cells.stream().anyMatch(cell -> !cell.equals(Cell.NONE) && !cell.equals(Cell.DOT));
    return any ? row(head, cells) : this;
  }

  /** Adds a line without cells, above rows that belong together. */
  public Table heading(String head) {
    rows.add(new Row(head, List.of(), ""));
    return this;
  }

  public boolean hasBest() {
    return rows.stream().flatMap(row -> row.cells().stream()).anyMatch(Cell::best);
  }

  public List<String> columns() {
    return columns;
  }

  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** The table as a display shows it, without a line end after the last line. */
  public final String render(Display display) {
    return display.table(this);
  }

  /** The table as text, without a line end after the last line. */
  String text(Display display) {
    int width = display.width();
    int headWidth = rows.stream().mapToInt(row -> row.head().length()).max().orElse(0);
    List<String> blocks = new ArrayList<>();
    int from = 0;
    do {
      int to = from;
      int used = headWidth;
      while (to < columns.size() && (to == from || used + GAP.length() + widthOf(to) <= width)) {
        used += GAP.length() + widthOf(to);
        to++;
      }
      blocks.add(block(headWidth, from, to, display));
      from = to;
    } while (from < columns.size());
    return String.join("\n\n", blocks);
  }

  private String block(int headWidth, int from, int to, Display display) {
    List<String> lines = new ArrayList<>();
    if (columns.stream().anyMatch(column -> !column.isEmpty())) {
      StringBuilder names = new StringBuilder(pad("", headWidth));
      IntStream.range(from, to)
          .forEach(i -> names.append(GAP).append(pad(columns.get(i), widthOf(i))));
      lines.add(display.bold(names.toString().stripTrailing()));
    }
    for (Row row : rows) {
      if (isAllDots(row, from, to)) {
        continue;
      }
      StringBuilder line = new StringBuilder(pad(row.head(), headWidth));
      for (int i = from; i < to && !row.cells().isEmpty(); i++) {
        Cell cell = row.cells().get(i);
        String shown = pad(shown(cell, numberWidth(i)), widthOf(i));
        line.append(GAP).append(cell.best() ? display.bold(shown) : toned(cell, shown, display));
      }
      lines.add(line.toString().stripTrailing());
      if (to == columns.size() && !row.note().isEmpty()) {
        addNote(row, Wrapping.columns(line.toString()), display.width(), lines);
      }
    }
    return String.join("\n", lines);
  }

  /** The text in its colour, and the space around it in none. */
  private static String toned(Cell cell, String shown, Display display) {
    String text = shown.strip();
    return text.isEmpty() ? shown : shown.replace(text, display.toned(cell.tone(), text));
  }

  /** A note stands behind its row, or, where that is too narrow, below it. */
  private static void addNote(Row row, int rowWidth, int width, List<String> lines) {
    if (rowWidth + GAP.length() + row.note().length() <= width) {
      String line = lines.remove(lines.size() - 1);
      lines.add(line + " ".repeat(rowWidth - Wrapping.columns(line)) + GAP + row.note());
    } else {
      lines.add("  (" + row.note() + ")");
    }
  }

  private static boolean isAllDots(Row row, int from, int to) {
    return !row.cells().isEmpty()
        && row.cells().subList(from, to).stream().allMatch(Cell.DOT::equals);
  }

  private int widthOf(int column) {
    int numbers = numberWidth(column);
    int widest =
        cellsOf(column).stream().mapToInt(cell -> shown(cell, numbers).length()).max().orElse(0);
    return Math.max(columns.get(column).length(), widest);
  }

  private int numberWidth(int column) {
    return cellsOf(column).stream().mapToInt(cell -> cell.number().length()).max().orElse(0);
  }

  private List<Cell> cellsOf(int column) {
    return rows.stream()
        .filter(row -> !row.cells().isEmpty())
        .map(row -> row.cells().get(column))
        .toList();
  }

  private static String shown(Cell cell, int numberWidth) {
    String mark = cell.best() ? " " + BEST : "";
    if (cell.number().isEmpty()) {
      return cell.rest() + mark;
    }
    String number = " ".repeat(numberWidth - cell.number().length()) + cell.number();
    return (cell.rest().isEmpty() ? number : number + " " + cell.rest()) + mark;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
