package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a reader of a table of samples must know of the trials that are not in every row: which rows
 * are about which trials, why some did not settle, and which step of the scenario could not be done
 * in some.
 */
final class TrialNotes {

  /** The others are counted together. */
  private static final int MOST_REASONS = 3;

  private final List<NamedSample> all;

  TrialNotes(List<NamedSample> all) {
    this.all = all;
  }

  /** Each line begins with a line end; empty if all trials ran and settled. */
  String lines(int width) {
    List<String> lines = new ArrayList<>();
    boolean allSettled = all.stream().allMatch(it -> it.sample().allSettled());
    if (!allSettled) {
      lines.add(
          "(times, messages and rounds are about the trials that settled; two leaders and violations,"
              + " about all)");
    }
    for (NamedSample it : all) {
      addReasons(it, it.sample().reasons(), "did not settle", lines);
      addReasons(it, it.sample().undoneSteps(), "did not run and are in no row", lines);
    }
    return lines.stream()
        .map(line -> "\n" + Wrapping.text(line, width))
        .collect(Collectors.joining());
  }

  private static void addReasons(
      NamedSample it, Map<String, Long> reasons, String what, List<String> lines) {
    int number = 0;
    long others = 0;
    for (Map.Entry<String, Long> reason : reasons.entrySet()) {
      if (++number > MOST_REASONS) {
        others += reason.getValue();
      } else {
        lines.add(it.name() + ": " + trials(reason.getValue(), what) + ": " + reason.getKey());
      }
    }
    if (others > 0) {
      lines.add(it.name() + ": " + trials(others, what) + ", for other reasons");
    }
  }

  private static String trials(long count, String what) {
    return Amount.of(count, "trial") + " " + (count == 1 ? what.replace("are in", "is in") : what);
  }
}
