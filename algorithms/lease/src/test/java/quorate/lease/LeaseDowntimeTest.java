package quorate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.spi.TimeRange;

/**
 * The time from a crash of the holder, at a random moment, until another node leads, against the
 * formula: what is left of the lease, Lg - U(0, I); the wait for the first poll of k contenders
 * that ask every P, P/(k+1) on average; and a round trip.
 */
class LeaseDowntimeTest {

  private static final int TRIALS = 800;

  /** What was measured. */
  private record Downtime(double mean, double shortest, double longest) {}

  @ParameterizedTest(name = "n = {0}, ttl {1} ms, renewed every {2} ms, polls every {3} ms")
  @CsvSource({"5, 300, 150, 50, 1", "3, 300, 100, 200, 2", "5, 2000, 500, 1000, 10"})
  void the_mean_downtime_and_the_worst_are_those_of_the_formula(
      int nodes, double ttl, double renew, double poll, int delay) {
    Downtime measured =
        measure(
            nodes,
            delay,
            "ttl=%.0fms".formatted(ttl),
            "renew=%.0fms".formatted(renew),
            "retry=%.0fms".formatted(poll));
    int contenders = nodes - 1;
    double mean = ttl - renew / 2 + poll / (contenders + 1) + 2 * delay;
    assertThat(measured.mean()).isCloseTo(mean, withinPercentage(2));
    assertThat(measured.longest()).isBetween(0.9 * ttl, ttl + poll + 2 * delay);
    assertThat(measured.shortest()).isGreaterThanOrEqualTo(ttl - renew + 2 * delay);
  }

  /**
   * Its contenders keep the time themselves, from when they saw the last renewal; each asks every 2
   * to 4.4 s. So both the last look before the crash and the first after the lease cost a wait, of
   * E[X^2]/2E[X] = 1.675 s on average: 15 - 2/2 + 2 * 1.675 = 17.35 s.
   */
  @Test
  void the_defaults_of_kubernetes_give_17_seconds_on_average_and_23_at_worst() {
    Downtime measured =
        measure(2, 1, "frees=contenders", "ttl=15s", "margin=5s", "renew=2s", "retry=2..4.4s");
    assertThat(measured.mean()).isCloseTo(17_400, withinPercentage(2));
    assertThat(measured.shortest()).isBetween(13_000.0, 14_000.0);
    assertThat(measured.longest()).isBetween(22_000.0, 23_804.0);
  }

  private static Downtime measure(int nodes, int delayMillis, String... typed) {
    SplittableRandom chance = new SplittableRandom(7);
    double sum = 0;
    double shortest = Double.MAX_VALUE;
    double longest = 0;
    for (int seed = 1; seed <= TRIALS; seed++) {
      LeaseRun run =
          new LeaseRun(
              LeaseFixture.spec(nodes, seed, typed), TimeRange.ofMillis(delayMillis, delayMillis));
      run.cluster.startAll();
      Duration later = Duration.ofNanos(chance.nextLong(10_000_000_000L, 30_000_000_000L));
      run.cluster.runFor(later);
      double crashed = run.nowMillis();
      run.fresh().type("crash leader").until(() -> !run.leaders().isEmpty());
      double downtime = run.nowMillis() - crashed;
      assertThat(run.twoLeadersMillis()).isZero();
      sum += downtime;
      shortest = Math.min(shortest, downtime);
      longest = Math.max(longest, downtime);
    }
    return new Downtime(sum / TRIALS, shortest, longest);
  }
}
