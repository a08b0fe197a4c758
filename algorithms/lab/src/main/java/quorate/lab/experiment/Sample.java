package quorate.lab.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Summary;
import quorate.lab.trace.Fingerprint;
import quorate.spi.Purpose;

/**
 * All trials of one algorithm in one experiment. Times are milliseconds; trials that did not settle
 * are counted, and are in no summary of times.
 *
 * @param trials the trials, in the order of their numbers
 */
public record Sample(List<Trial> trials) {

  /** Copies and orders the trials. */
  public Sample {
    trials = trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
  }

  /** How many trials settled. */
  public long settled() {
    return trials.stream().filter(trial -> trial.outcome().settled()).count();
  }

  /** The promises that were broken in all trials. */
  public List<Violation> violations() {
    return trials.stream().flatMap(trial -> trial.violations().stream()).toList();
  }

  /** When the first node began an election. */
  public Optional<Summary> detected() {
    return moments(Outcome::detected);
  }

  /** When the leader came to lead. */
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

  /** For how long two nodes believed that they led. */
  public Optional<Summary> twoLeaders() {
    return summary(outcome -> Optional.of(outcome.twoLeadersNanos() / 1e6));
  }

  /** How many messages were sent until the agreement, heartbeats apart. */
  public Optional<Summary> messages() {
    return summary(outcome -> Optional.of((double) outcome.messages().heartbeatsApart().sent()));
  }

  /** How many messages of each name were sent until the agreement, heartbeats apart; by name. */
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
    List<String> all = trials.stream().flatMap(trial -> trial.fingerprint().stream()).toList();
    return all.size() == trials.size() ? Optional.of(Fingerprint.of(all)) : Optional.empty();
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
