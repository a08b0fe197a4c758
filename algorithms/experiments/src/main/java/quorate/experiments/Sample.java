package quorate.experiments;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import quorate.lab.UserError;
import quorate.lab.cluster.Messages;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Summary;
import quorate.lab.trace.Fingerprint;

/** All trials of an experiment, with their figures, each worked out once. */
public final class Sample {

  private final Experiment experiment;
  private final List<Trial> all;
  private final List<Trial> trials;
  private final List<Trial> undone;
  private final SortedMap<String, Summary> messagesByType;
  private final Map<Figure, Optional<Summary>> figures = new EnumMap<>(Figure.class);

  public Sample(Experiment experiment, List<Trial> all) {
    this.experiment = experiment;
    this.all = all.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
    this.trials = this.all.stream().filter(Trial::ran).toList();
    this.undone = this.all.stream().filter(trial -> !trial.ran()).toList();
    for (Figure figure : Figure.values()) {
      boolean seen = figure.isSeen(experiment.cluster().algorithm());
      figures.put(figure, seen ? figure.of(trials) : Optional.empty());
    }
    this.messagesByType = countByType();
  }

  public Experiment experiment() {
    return experiment;
  }

  /** The trials that ran, in the order of their numbers. */
  public List<Trial> trials() {
    return trials;
  }

  /** Those that did not, since a step of the scenario could not be done. */
  public List<Trial> undone() {
    return undone;
  }

  public List<Trial> all() {
    return all;
  }

  public Optional<Summary> summary(Figure figure) {
    return figures.get(figure);
  }

  /** Why trials did not settle, and how many for each reason; the most frequent first. */
  public Map<String, Long> reasons() {
    return counted(
        trials.stream()
            .flatMap(it -> it.outcome().unsettledBecause().stream())
            .map(UserError::withoutAdvice));
  }

  /** Which steps could not be done, and in how many trials; the most frequent first. */
  public Map<String, Long> undoneSteps() {
    return counted(undone.stream().flatMap(it -> it.undone().stream()));
  }

  private static Map<String, Long> counted(Stream<String> texts) {
    Map<String, Long> counts = new TreeMap<>();
    texts.forEach(text -> counts.merge(text, 1L, Long::sum));
    Map<String, Long> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(it -> ordered.put(it.getKey(), it.getValue()));
    return ordered;
  }

  public long settled() {
    return trials.stream().filter(trial -> trial.outcome().settled()).count();
  }

  /** Whether all trials that ran settled. */
  public boolean allSettled() {
    return settled() == trials.size();
  }

  public List<Violation> violations() {
    return all.stream().flatMap(trial -> trial.violations().stream()).toList();
  }

  public long timesTwoLeaders() {
    return trials.stream().mapToLong(trial -> trial.outcome().timesTwoLeaders()).sum();
  }

  /** By how much the latest timer ran late, in nanoseconds. */
  public long latestTimerNanos() {
    return trials.stream().mapToLong(Trial::latestTimerNanos).max().orElse(0);
  }

  /**
   * How many messages of each name were sent until the agreement, excluding heartbeats; in the
   * order in which the algorithm declares them.
   */
  public SortedMap<String, Summary> messagesByType() {
    return messagesByType;
  }

  private SortedMap<String, Summary> countByType() {
    List<Outcome> settled = trials.stream().map(Trial::outcome).filter(Outcome::settled).toList();
    SortedMap<String, Summary> byType =
        new TreeMap<>(Messages.inOrder(experiment.cluster().algorithm()));
    settled.stream()
        .flatMap(outcome -> outcome.messages().byType().entrySet().stream())
        .filter(it -> !it.getValue().purpose().isIdling())
        .map(Map.Entry::getKey)
        .distinct()
        .forEach(
            name ->
                Summary.of(settled.stream().map(outcome -> sent(outcome, name)).toList())
                    .ifPresent(summary -> byType.put(name, summary)));
    return Collections.unmodifiableSortedMap(byType);
  }

  private static long sent(Outcome outcome, String name) {
    return outcome.messages().byType().getOrDefault(name, Tally.NONE).sent();
  }

  /** The hash of the fingerprints of all trials; empty over TCP. */
  public Optional<String> fingerprint() {
    List<String> prints = all.stream().flatMap(trial -> trial.fingerprint().stream()).toList();
    return prints.size() == all.size() ? Optional.of(Fingerprint.of(prints)) : Optional.empty();
  }

  /**
   * The trial that is worth a look: the one that broke a promise, or else the first that did not
   * settle, or else the slowest; of those that ran, if any did.
   */
  public Trial outlier() {
    List<Trial> chosen = trials.isEmpty() ? undone : trials;
    Trial last = chosen.get(chosen.size() - 1);
    if (!last.violations().isEmpty()) {
      return last;
    }
    Trial slowest =
        Collections.max(
            chosen, Comparator.comparingLong(it -> it.outcome().converged().orElse(-1)));
    return chosen.stream().filter(it -> !it.outcome().settled()).findFirst().orElse(slowest);
  }
}
