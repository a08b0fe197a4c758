package quorate.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results for the eye: a line for each benchmark, size and algorithm, all columns aligned. */
final class PaceTable {

  private static final String LINE = "%-8s%5s  %-10s%11s%8s%7s%13s%10s%12s%8s%n";

  private PaceTable() {}

  /** The names of the columns, and a line under them. */
  static String head() {
    String columns =
        ",nodes,algorithm,events/s,spread,ratio,bytes/event,calls/s,bytes/call,on cpu";
    String names = line((Object[]) columns.split(","));
    return names + "-".repeat(names.stripTrailing().length()) + System.lineSeparator();
  }

  /**
   * The lines of one benchmark with one size.
   *
   * @param iterations all iterations by algorithm, in the order of the lines; the ratio is that to
   *     the events of the first one
   */
  static String rows(String benchmark, int nodes, Map<String, List<Pace>> iterations) {
    StringBuilder rows = new StringBuilder();
    double first = Pace.median(iterations.values().iterator().next(), Pace::eventsPerSecond);
    iterations.forEach(
        (algorithm, paces) -> {
          double events = Pace.median(paces, Pace::eventsPerSecond);
          rows.append(
              line(
                  benchmark,
                  String.valueOf(nodes),
                  algorithm,
                  number("%,.0f", events),
                  number("%.0f %%", 100 * Pace.spread(paces)),
                  number("%.2f", events / first),
                  number("%,.0f", Pace.median(paces, Pace::bytesPerEvent)),
                  number("%,.1f", Pace.median(paces, Pace::callsPerSecond)),
                  number("%,.0f", Pace.median(paces, Pace::bytesPerCall)),
                  number("%.0f %%", 100 * Pace.median(paces, Pace::onProcessor))));
        });
    return rows.toString();
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, LINE, cells);
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
