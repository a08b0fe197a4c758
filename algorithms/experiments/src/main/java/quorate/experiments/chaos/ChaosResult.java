package quorate.experiments.chaos;

import java.util.Optional;

/**
 * What came of one run.
 *
 * @param number which run it was, from 1; 0 if a scenario was run again
 * @param scenario the cluster, and what was done to it until the end, or until it failed
 * @param failure what failed, if something did
 * @param counts what happened
 */
public record ChaosResult(
    int number, ChaosScenario scenario, Optional<Failure> failure, ChaosCounts counts) {}
