package quorate.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Trial;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.Summary;

/**
 * A sample with all of its figures, each worked out once.
 *
 * @param name what the sample is called in a report
 * @param experiment where it comes from
 * @param sample its trials, at least one, though it may not have run
 * @param converged when the lasting agreement began, in milliseconds, as all times are
 * @param detected when the first node began an election
 * @param elected when the leader was elected
 * @param leaderless for how long nobody led who was followed by enough
 * @param twoLeaders for how long two nodes believed that they led
 * @param messages how many messages were sent, excluding heartbeats
 * @param byType how many of each name were sent, in the order in which the algorithm declares them
 * @param rounds how many rounds were begun
 */
public record Measured(
    String name,
    Experiment experiment,
    Sample sample,
    Optional<Summary> converged,
    Optional<Summary> detected,
    Optional<Summary> elected,
    Optional<Summary> leaderless,
    Optional<Summary> twoLeaders,
    Optional<Summary> messages,
    SortedMap<String, Summary> byType,
    Optional<Summary> rounds) {

  /** Works out all figures of a sample. */
  public static Measured of(String name, Experiment experiment, Sample sample) {
    SortedMap<String, Summary> byType =
        new TreeMap<>(Table.asDeclared(Messages.namesOf(experiment.cluster().algorithm())));
    byType.putAll(sample.messagesByType());
    return new Measured(
        name,
        experiment,
        sample,
        sample.converged(),
        sample.detected(),
        sample.elected(),
        sample.leaderless(),
        sample.twoLeaders(),
        sample.messages(),
        byType,
        sample.rounds());
  }

  /** How many nodes its clusters have. */
  public int size() {
    return experiment.cluster().size();
  }

  /** How many trials ran. */
  public int trials() {
    return sample.trials().size();
  }

  /** How many trials settled: those that the summaries are about. */
  public long settled() {
    return sample.settled();
  }

  /** How many promises were broken. */
  public int violations() {
    return sample.violations().size();
  }

  /**
   * The trial that is worth a look: the one that broke a promise, or else the first that did not
   * settle, or else the slowest; of those that ran, if any did.
   */
  public Trial outlier() {
    List<Trial> trials = sample.trials().isEmpty() ? sample.undone() : sample.trials();
    Trial last = trials.get(trials.size() - 1);
    if (!last.violations().isEmpty()) {
      return last;
    }
    return trials.stream()
        .filter(trial -> !trial.outcome().settled())
        .findFirst()
        .orElseGet(
            () ->
                trials.stream()
                    .max(Comparator.comparingLong(Measured::convergedNanos))
                    .orElseThrow());
  }

  private static long convergedNanos(Trial trial) {
    return trial.outcome().converged().orElse(-1);
  }
}
