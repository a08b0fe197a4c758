package quorate.report;

import java.time.Duration;
import java.util.Optional;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.Shrunk;
import quorate.experiments.chaos.Tally;

/**
 * What came of many runs through random faults.
 *
 * @param runs how many were done: all, or those up to the first that failed
 * @param tally what they saw
 * @param failed the first that failed
 * @param shrunk what was left of its failure
 * @param took how long the runs took, by the clock on the wall
 */
public record ChaosResult(
    int runs, Tally tally, Optional<Chaos.Run> failed, Optional<Shrunk> shrunk, Duration took) {}
