package quorate.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import quorate.experiments.Sample;
import quorate.lab.cluster.ClusterSpec;

/** What is said below a table over TCP if the machine let timers run late. */
public final class LateTimers {

  /** Less than such a part of a heartbeat interval is not worth a word. */
  private static final int PART_OF_HEARTBEAT = 10;

  private LateTimers() {}

  /** The line about clusters whose latest timer ran so late; empty if it is not worth one. */
  public static String line(long latestNanos, Stream<ClusterSpec> clusters) {
    boolean matters =
        clusters.anyMatch(
            it -> latestNanos * PART_OF_HEARTBEAT > it.timing().heartbeat().toNanos());
    return matters
        ? String.format(
            Locale.ROOT,
            "timers of this machine ran up to %.0f ms late; some moments are off by as much",
            latestNanos / 1e6)
        : "";
  }

  /** The line about all trials of some samples; empty if it is not worth one. */
  public static String line(List<Sample> all) {
    long latest = all.stream().mapToLong(Sample::latestTimerNanos).max().orElse(0);
    return line(latest, all.stream().map(it -> it.experiment().cluster()));
  }
}
