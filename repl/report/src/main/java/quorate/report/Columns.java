package quorate.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A table with a column for each of some things, whose rows say what to show of each. */
final class Columns<T> extends Table {

  private final List<T> items;

  Columns(List<T> items, Function<T, String> name) {
    super(items.stream().map(name).toList());
    this.items = items;
  }

  Columns<T> row(String head, Function<T, Cell> cell) {
    return row(head, cell, "");
  }

  Columns<T> row(String head, Function<T, Cell> cell, String note) {
    row(head, cells(cell), note);
    return this;
  }

  /** Adds a row unless all of its cells are empty of news. */
  Columns<T> rowIfAny(String head, Function<T, Cell> cell) {
    rowIfAny(head, cells(cell));
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

  private List<Cell> cells(Function<T, Cell> cell) {
    return items.stream().map(cell).toList();
  }
}
