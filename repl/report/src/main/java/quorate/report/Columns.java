package quorate.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A table with a column for each of some things, whose rows say what to show of each. */
final class Columns<T> {

  private final List<T> items;
  private final Table table;

  Columns(List<T> items, Function<T, String> name) {
    this.items = items;
    this.table = new Table(items.stream().map(name).toList());
  }

  Columns<T> heading(String head) {
    table.heading(head);
    return this;
  }

  Columns<T> row(String head, Function<T, Cell> cell) {
    return row(head, cell, "");
  }

  Columns<T> row(String head, Function<T, Cell> cell, String note) {
    table.row(head, cells(cell), note);
    return this;
  }

  /** Adds a row unless all of its cells are empty of news. */
  Columns<T> rowIfAny(String head, Function<T, Cell> cell) {
    table.rowIfAny(head, cells(cell));
    return this;
  }

  /**
   * Adds a row in which the lowest is marked as best, if there are others to be better than.
   *
   * @param figure what is low or high; empty for what cannot be compared
   */
  Columns<T> lowestIsBest(
      String head, Function<T, Cell> cell, Function<T, OptionalDouble> figure, String note) {
    double[] figures =
        items.stream().map(figure).flatMapToDouble(OptionalDouble::stream).sorted().toArray();
    boolean comparable = figures.length > 1 && figures[0] < figures[figures.length - 1];
    return row(
        head,
        item -> {
          OptionalDouble own = figure.apply(item);
          boolean best = comparable && own.isPresent() && own.getAsDouble() == figures[0];
          return best ? cell.apply(item).asBest() : cell.apply(item);
        },
        note);
  }

  boolean hasBest() {
    return table.hasBest();
  }

  String render(Display display) {
    return table.render(display);
  }

  private List<Cell> cells(Function<T, Cell> cell) {
    return items.stream().map(cell).toList();
  }
}
