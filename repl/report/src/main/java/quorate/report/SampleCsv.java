package quorate.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import quorate.experiments.Trial;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.Outcome;

/**
 * Samples as comma-separated values, one row per trial. Times are milliseconds, exact to the
 * nanosecond; what is not known is empty.
 */
public final class SampleCsv {

  private static final Map<String, Function<Trial, Object>> COLUMNS = new LinkedHashMap<>();

  /** What is not seen of a real system. */
  private static final Set<String> INSIDE = Set.of("messages", "rounds");

  static {
    COLUMNS.put("trial", Trial::number);
    COLUMNS.put("seed", Trial::seed);
    figure("settled", Outcome::settled);
    figure("detected_ms", outcome -> millis(outcome.detected()));
    figure("elected_ms", outcome -> millis(outcome.elected()));
    figure("majority_ms", outcome -> millis(outcome.majority()));
    figure("converged_ms", outcome -> millis(outcome.converged()));
    figure("leaderless_ms", outcome -> millis(outcome.leaderless()));
    figure("two_leaders_ms", outcome -> millis(outcome.twoLeaders()));
    figure("messages", outcome -> outcome.messages().heartbeatsApart().sent());
    figure("rounds", Outcome::rounds);
    COLUMNS.put("violations", trial -> trial.violations().size());
    COLUMNS.put("fingerprint", trial -> trial.fingerprint().orElse(""));
    COLUMNS.put("undone", trial -> trial.undone().map(SampleCsv::quoted).orElse(""));
  }

  private SampleCsv() {}

  /** A trial that did not run has no figures. */
  private static void figure(String name, Function<Outcome, Object> value) {
    COLUMNS.put(name, trial -> trial.ran() ? value.apply(trial.outcome()) : "");
  }

  /** Writes all trials of some samples; with their names, if these say more than the algorithm. */
  public static void write(List<NamedSample> samples, Writer out) throws IOException {
    boolean named = samples.stream().anyMatch(it -> !it.name().equals(it.algorithm()));
    out.write((named ? "setting," : "") + "algorithm," + String.join(",", COLUMNS.keySet()) + "\n");
    for (NamedSample it : samples) {
      String head = (named ? quoted(it.name()) + "," : "") + it.algorithm() + ",";
      boolean seen = Messages.areSeen(it.sample().experiment().cluster().algorithm());
      for (Trial trial : it.sample().all()) {
        out.write(head + row(trial, seen) + "\n");
      }
    }
  }

  private static String row(Trial trial, boolean seen) {
    return COLUMNS.entrySet().stream()
        .map(it -> seen || !INSIDE.contains(it.getKey()) ? it.getValue().apply(trial) : "")
        .map(Object::toString)
        .collect(Collectors.joining(","));
  }

  private static String millis(OptionalLong nanos) {
    return nanos.isPresent()
        ? BigDecimal.valueOf(nanos.getAsLong(), 6).stripTrailingZeros().toPlainString()
        : "";
  }

  /** A field with a comma or a quote in it stands between quotes. */
  private static String quoted(String text) {
    return text.matches("[^,\"\\s]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
