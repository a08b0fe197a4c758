package quorate.report.shard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import quorate.experiments.Trial;
import quorate.lab.measure.Availability.Figures;
import quorate.lab.measure.Counts;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Evidence;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.StoreCounts;

/**
 * All that a report about many trials needs of a simulated one. Times are nanoseconds; null is a
 * moment that did not come.
 *
 * @param sample the name of its sample in the report
 * @param unsettledBecause null if it settled
 * @param violations how many promises it broke; what they were is seen by running it again
 * @param undone null if it ran
 */
public record TrialLine(
    String sample,
    int trial,
    long seed,
    boolean settled,
    String unsettledBecause,
    Long detectedNs,
    Long electedNs,
    Long majorityNs,
    Long convergedNs,
    long followedNs,
    long leaderlessNs,
    long twoLeadersNs,
    int timesTwoLeaders,
    int rounds,
    Map<String, Tally> messages,
    StoreCounts writes,
    int violations,
    String fingerprint,
    String undone) {

  public static TrialLine of(String sample, Trial trial) {
    Outcome outcome = trial.outcome();
    return new TrialLine(
        sample,
        trial.number(),
        trial.seed(),
        outcome.settled(),
        outcome.unsettledBecause().orElse(null),
        orNull(outcome.detected()),
        orNull(outcome.elected()),
        orNull(outcome.majority()),
        orNull(outcome.converged()),
        outcome.followedNanos(),
        outcome.leaderlessNanos(),
        outcome.twoLeadersNanos(),
        outcome.timesTwoLeaders(),
        outcome.rounds(),
        outcome.messages().byType(),
        outcome.writes().orElse(null),
        trial.violations().size(),
        trial.fingerprint().orElse(null),
        trial.undone().orElse(null));
  }

  /** The trial as far as a report about many needs it; of broken promises it has none. */
  public Trial toTrial() {
    return new Trial(
        trial,
        seed,
        outcome(),
        new Figures(0, 0, 0, 0, 0, 0, 0, 0),
        0,
        List.of(),
        Optional.ofNullable(fingerprint),
        Optional.ofNullable(undone));
  }

  private Outcome outcome() {
    OptionalLong unknown = OptionalLong.empty();
    return new Outcome(
        Optional.empty(),
        settled,
        Optional.ofNullable(unsettledBecause),
        List.of(),
        0,
        orEmpty(detectedNs),
        orEmpty(electedNs),
        orEmpty(majorityNs),
        orEmpty(convergedNs),
        followedNs,
        leaderlessNs,
        false,
        twoLeadersNs,
        timesTwoLeaders,
        0,
        rounds,
        new Counts(new TreeMap<>(messages)),
        0,
        0,
        Optional.ofNullable(writes),
        Optional.empty(),
        new Evidence(
            0, false, false, List.of(), 0, unknown, unknown, unknown, List.of(), List.of()));
  }

  private static Long orNull(OptionalLong moment) {
    return moment.isPresent() ? moment.getAsLong() : null;
  }

  private static OptionalLong orEmpty(Long moment) {
    return moment == null ? OptionalLong.empty() : OptionalLong.of(moment);
  }
}
