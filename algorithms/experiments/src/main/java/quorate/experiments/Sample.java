package quorate.experiments;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import quorate.lab.UserError;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Summary;
import quorate.lab.trace.Fingerprint;
import quorate.spi.Purpose;

/**
 * All trials of one algorithm in one experiment. Times are milliseconds. Moments, messages and
 * rounds are about the trials that settled; two leaders and violations about all that ran.
 *
 * @param trials the trials that ran, in the order of their numbers
 * @param undone those that did not, since a step of the scenario could not be done
 */
public record Sample(List<Trial> trials, List<Trial> undone) {

  /** Sorts trials into those that ran and those that did not. */
  public static Sample of(List<Trial> trials) {
    List<Trial> ordered = trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
    return new Sample(
        ordered.stream().filter(Trial::ran).toList(),
        ordered.stream().filter(trial -> !trial.ran()).toList());
  }

  /** All trials, in the order of their numbers. */
  public List<Trial> all() {
    return Stream.concat(trials.stream(), undone.stream())
        .sorted(Comparator.comparingInt(Trial::number))
        .toList();
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

  /** How many trials settled. */
  public long settled() {
    return trials.stream().filter(trial -> trial.outcome().settled()).count();
  }

  /** The promises that were broken in all trials. */
  public List<Violation> violations() {
    return all().stream().flatMap(trial -> trial.violations().stream()).toList();
  }

  /** When the first node began an election. */
  public Optional<Summary> detected() {
    return moments(Outcome::detected);
  }

  /** When the leader was elected. */
  public Optional<Summary> elected() {
    return moments(Outcome::elected);
  }

  /** When the lasting agreement began. */
  public Optional<Summary> converged() {
    return moments(Outcome::converged);
  }

  /** For how long nobody led who was followed by enough. */
  public Optional<Summary> leaderless() {
    return summary(outcome -> Optional.of(outcome.leaderlessNanos() / 1e6));
  }

  /** For how long two nodes believed that they led; of all trials. */
  public Optional<Summary> twoLeaders() {
    return Summary.of(
        trials.stream()
            .map(Trial::outcome)
            .filter(Outcome::isMeasured)
            .map(outcome -> outcome.twoLeadersNanos() / 1e6)
            .toList());
  }

  /** How often it came to that, in all trials together. */
  public long timesTwoLeaders() {
    return trials.stream().mapToLong(trial -> trial.outcome().timesTwoLeaders()).sum();
  }

  /** How many messages were sent until the agreement, excluding heartbeats. */
  public Optional<Summary> messages() {
    return summary(outcome -> Optional.of((double) outcome.messages().heartbeatsApart().sent()));
  }

  /**
   * How many messages of each name were sent until the agreement, excluding heartbeats; by name.
   */
  public SortedMap<String, Summary> messagesByType() {
    SortedMap<String, Summary> byType = new TreeMap<>();
    SortedSet<String> names = new TreeSet<>();
    for (Trial trial : trials) {
      trial
          .outcome()
          .messages()
          .byType()
          .forEach(
              (name, tally) -> {
                if (trial.outcome().settled() && tally.purpose() != Purpose.HEARTBEAT) {
                  names.add(name);
                }
              });
    }
    for (String name : names) {
      summary(outcome -> Optional.of((double) sent(outcome, name)))
          .ifPresent(summary -> byType.put(name, summary));
    }
    return byType;
  }

  private static long sent(Outcome outcome, String name) {
    return outcome.messages().byType().getOrDefault(name, Tally.NONE).sent();
  }

  /** The hash of the fingerprints of all trials; empty over TCP. */
  public Optional<String> fingerprint() {
    List<Trial> all = all();
    List<String> prints = all.stream().flatMap(trial -> trial.fingerprint().stream()).toList();
    return prints.size() == all.size() ? Optional.of(Fingerprint.of(prints)) : Optional.empty();
  }

  /** How many rounds were begun. */
  public Optional<Summary> rounds() {
    return summary(outcome -> Optional.of((double) outcome.rounds()));
  }

  private Optional<Summary> moments(Function<Outcome, OptionalLong> moment) {
    return summary(
        outcome -> {
          OptionalLong nanos = moment.apply(outcome);
          return nanos.isPresent() ? Optional.of(nanos.getAsLong() / 1e6) : Optional.empty();
        });
  }

  private Optional<Summary> summary(Function<Outcome, Optional<Double>> figure) {
    return Summary.of(
        trials.stream()
            .map(Trial::outcome)
            .filter(Outcome::settled)
            .flatMap(outcome -> figure.apply(outcome).stream())
            .toList());
  }
}
