package quorate.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import quorate.experiments.Trial;
import quorate.lab.measure.Outcome;

/**
 * Samples as comma-separated values, one row per trial. Times are milliseconds, exact to the
 * nanosecond; what is not known is empty.
 */
public final class SampleCsv {

  private static final String HEADER =
      "algorithm,trial,seed,settled,detected_ms,elected_ms,majority_ms,converged_ms,"
          + "leaderless_ms,two_leaders_ms,messages,rounds,violations,fingerprint,undone";

  /** From {@code settled} to {@code rounds}. */
  private static final int FIGURES = 9;

  private SampleCsv() {}

  /** Writes all trials of some samples; with their names, if these say more than the algorithm. */
  public static void write(List<Measured> samples, Writer out) throws IOException {
    boolean named = samples.stream().anyMatch(sample -> !sample.name().equals(algorithm(sample)));
    out.write((named ? "setting," : "") + HEADER + "\n");
    for (Measured sample : samples) {
      String head = (named ? quoted(sample.name()) + "," : "") + algorithm(sample) + ",";
      for (Trial trial : sample.sample().all()) {
        out.write(head + row(trial) + "\n");
      }
    }
  }

  private static String algorithm(Measured sample) {
    return sample.experiment().cluster().algorithm().name();
  }

  private static String row(Trial trial) {
    return trial.undone().map(step -> undone(trial, step)).orElseGet(() -> done(trial));
  }

  /** A trial that did not run has no figures. */
  private static String undone(Trial trial, String step) {
    return String.join(
        ",",
        Integer.toString(trial.number()),
        Long.toString(trial.seed()),
        ",".repeat(FIGURES - 1),
        Integer.toString(trial.violations().size()),
        trial.fingerprint().orElse(""),
        quoted(step));
  }

  private static String done(Trial trial) {
    Outcome outcome = trial.outcome();
    return String.join(
        ",",
        Integer.toString(trial.number()),
        Long.toString(trial.seed()),
        Boolean.toString(outcome.settled()),
        millis(outcome.detected()),
        millis(outcome.elected()),
        millis(outcome.majority()),
        millis(outcome.converged()),
        millis(outcome.leaderless()),
        millis(outcome.twoLeaders()),
        Long.toString(outcome.messages().heartbeatsApart().sent()),
        Integer.toString(outcome.rounds()),
        Integer.toString(trial.violations().size()),
        trial.fingerprint().orElse(""),
        "");
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
