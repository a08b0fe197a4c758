package quorate.report.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import quorate.report.stage.StageView.Flight;

/**
 * Gives each group of messages a row of its own, and leaves it there for as long as it is shown: so
 * nothing jumps. A new group takes the next row that is free; where none is, that of the oldest.
 */
public final class FlightRows {

  private final Map<String, Integer> rows = new LinkedHashMap<>();
  private int next;

  /**
   * The row of each group.
   *
   * @param flights what is shown, oldest first
   * @param height how many rows there are
   */
  Map<Integer, List<Flight>> of(List<Flight> flights, int height) {
    Map<String, List<Flight>> groups = new LinkedHashMap<>();
    flights.forEach(it -> groups.computeIfAbsent(it.group(), no -> new ArrayList<>()).add(it));
    rows.entrySet().removeIf(it -> !groups.containsKey(it.getKey()) || it.getValue() >= height);
    List<String> newest = List.copyOf(groups.keySet());
    newest = newest.subList(Math.max(0, newest.size() - height), newest.size());
    for (String group : newest) {
      if (!rows.containsKey(group)) {
        take(group, height);
      }
    }
    Map<Integer, List<Flight>> placed = new TreeMap<>();
    rows.forEach((group, row) -> placed.put(row, groups.get(group)));
    return placed;
  }

  /** In which row a group is shown now; -1 if it is not. */
  public int row(String group) {
    return rows.getOrDefault(group, -1);
  }

  private void take(String group, int height) {
    for (int tried = 0; tried < height; tried++) {
      int row = (next + tried) % height;
      if (!rows.containsValue(row)) {
        rows.put(group, row);
        next = row + 1;
        return;
      }
    }
    String oldest = rows.keySet().iterator().next();
    rows.put(group, rows.remove(oldest));
  }
}
