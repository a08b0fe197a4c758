package quorate.experiments;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Summary;
import quorate.spi.ElectionSystem;

/**
 * What is measured in each trial. Times are milliseconds. All but {@link #TWO_LEADERS} are about
 * the trials that settled.
 */
public enum Figure {
  /** When the lasting agreement began. */
  CONVERGED(outcome -> millis(outcome.converged())),
  /** When the first node began an election. */
  DETECTED(outcome -> millis(outcome.detected())),
  ELECTED(outcome -> millis(outcome.elected())),
  /** For how long nobody led who was followed by enough. */
  LEADERLESS(outcome -> OptionalDouble.of(outcome.leaderlessNanos() / 1e6)),
  /** For how long two nodes believed that they led; of all trials. */
  TWO_LEADERS(outcome -> OptionalDouble.of(outcome.twoLeadersNanos() / 1e6), Outcome::isMeasured),
  /** How many messages were sent until the agreement, excluding heartbeats. */
  MESSAGES(outcome -> OptionalDouble.of(outcome.messages().heartbeatsApart().sent())),
  ROUNDS(outcome -> OptionalDouble.of(outcome.rounds()));

  private final Function<Outcome, OptionalDouble> value;
  private final Predicate<Outcome> isIn;

  Figure(Function<Outcome, OptionalDouble> value) {
    this(value, Outcome::settled);
  }

  Figure(Function<Outcome, OptionalDouble> value, Predicate<Outcome> isIn) {
    this.value = value;
    this.isIn = isIn;
  }

  /** The word for it: {@code two leaders}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Whether it can be seen of a system: what happens inside of a real one cannot. */
  boolean isSeen(ElectionSystem system) {
    return Messages.areSeen(system) || this != MESSAGES && this != ROUNDS && this != DETECTED;
  }

  /** Its values in some trials; empty if none has one. */
  Optional<Summary> of(List<Trial> trials) {
    return Summary.of(
        trials.stream()
            .map(Trial::outcome)
            .filter(isIn)
            .map(value)
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList());
  }

  private static OptionalDouble millis(OptionalLong nanos) {
    return nanos.isPresent() ? OptionalDouble.of(nanos.getAsLong() / 1e6) : OptionalDouble.empty();
  }
}
