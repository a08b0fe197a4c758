package quorate.experiments.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All faults of the language, a row each, in the order in which a reader meets them. */
public final class FaultRows {

  private static final Map<String, FaultRow<?>> BY_WORD = byWord();

  private FaultRows() {}

  private static Map<String, FaultRow<?>> byWord() {
    Map<String, FaultRow<?>> rows = new LinkedHashMap<>();
    Stream.of(
            NodeFaultRows.ALL,
            ClockRows.ALL,
            CutRows.ALL,
            LinkFaultRows.ALL,
            List.of(NodeFaultRows.FIRE),
            TimerRows.ALL,
            List.of(StoreRow.STORE))
        .flatMap(List::stream)
        .forEach(row -> rows.put(row.word(), row));
    return Collections.unmodifiableMap(rows);
  }

  /** By their words, in order. */
  public static Map<String, FaultRow<?>> all() {
    return BY_WORD;
  }
}
