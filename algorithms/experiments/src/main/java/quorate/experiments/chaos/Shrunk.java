package quorate.experiments.chaos;

/**
 * What is left of a failure.
 *
 * @param scenario the smallest that was found to fail in the same way
 * @param failure how it fails
 * @param tried how many were tried on the way
 * @param finished whether nothing smaller is left to try; otherwise it took too long
 */
public record Shrunk(ChaosScenario scenario, Failure failure, int tried, boolean finished) {}
