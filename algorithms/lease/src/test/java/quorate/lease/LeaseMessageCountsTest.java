package quorate.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Purpose;
import quorate.spi.Theory;
import quorate.spi.TimeRange;

/** What elections cost, as measured, beside what the theory says. */
class LeaseMessageCountsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7})
  void at_a_start_everybody_asks_and_is_answered(int size) {
    LeaseRun run = new LeaseRun(LeaseFixture.spec(size, 1), TimeRange.ofMillis(1, 1));
    Outcome outcome = settle(run, run.cluster::startAll);
    costs(outcome, "2(n-f)", 2 * size);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 7})
  void when_the_holder_crashes_one_poll_is_granted_and_the_others_learn_of_it(int size) {
    LeaseRun run = LeaseRun.settled(size, 1);
    costs(settle(run, () -> run.type("crash leader")), "n-f", size - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void when_the_holder_resigns_the_release_comes_on_top(int size) {
    LeaseRun run = LeaseRun.settled(size, 1);
    costs(settle(run, () -> run.type("resign leader")), "1 + (n-f)", size + 1);
  }

  /** Polls and renewals: as many messages as two heartbeats of all others and their answers. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void idling_costs_two_messages_per_contender_and_interval_and_two_per_renewal(int size) {
    LeaseRun run = LeaseRun.settled(size, 1);
    long before = heartbeats(run);
    run.pass(3000);
    int polls = 3000 / 50 * (size - 1);
    int renewals = 3000 / 150;
    assertThat(heartbeats(run) - before)
        .isBetween(2L * (polls + renewals) - 2 * size, 2L * (polls + renewals) + 2 * size);
  }

  private static long heartbeats(LeaseRun run) {
    return run.cluster.trace().events().stream()
        .filter(Sent.class::isInstance)
        .map(Sent.class::cast)
        .filter(it -> it.message().purpose() == Purpose.HEARTBEAT)
        .count();
  }

  private static void costs(Outcome outcome, String formula, long messages) {
    Theory theory = outcome.election().flatMap(new LeaseAlgorithm()::theory).orElseThrow();
    Tally counted = outcome.messages().of(Purpose.ELECTION);
    assertThat(theory).isEqualTo(new Theory(formula, messages, messages));
    assertThat(List.of(counted.sent(), counted.delivered())).containsOnly(messages);
    assertThat(outcome.rounds()).isEqualTo(1);
  }

  private static Outcome settle(LeaseRun run, Runnable fault) {
    ConvergenceTracker settling =
        new ConvergenceTracker(run.cluster.spec(), run.state, run.cluster.trace());
    run.cluster.trace().observe(settling);
    fault.run();
    run.until(() -> settling.isSettled(run.cluster.trace().nowNanos()));
    return settling.outcome(run.cluster.trace().nowNanos(), "");
  }
}
