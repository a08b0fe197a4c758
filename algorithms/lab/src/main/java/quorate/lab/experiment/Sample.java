package quorate.lab.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Summary;

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
