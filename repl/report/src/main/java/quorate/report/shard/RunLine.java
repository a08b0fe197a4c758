package quorate.report.shard;

import java.util.SortedMap;
import quorate.experiments.chaos.ChaosCounts;
import quorate.experiments.chaos.ChaosResult;
import quorate.experiments.chaos.Failure;

/**
 * All that a report about chaos needs of one run.
 *
 * @param failure what failed, in a line; null if nothing did
 */
public record RunLine(
    int run,
    long events,
    long messages,
    long elections,
    long leaders,
    SortedMap<String, Long> faults,
    String failure) {

  public static RunLine of(ChaosResult result) {
    ChaosCounts counts = result.counts();
    return new RunLine(
        result.number(),
        counts.events(),
        counts.messages(),
        counts.elections(),
        counts.leaders(),
        counts.faults(),
        result.failure().map(Failure::description).orElse(null));
  }

  public boolean failed() {
    return failure != null;
  }

  public ChaosCounts counts() {
    return new ChaosCounts(events, messages, elections, leaders, faults);
  }
}
