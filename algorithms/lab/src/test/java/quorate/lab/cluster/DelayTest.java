package quorate.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import quorate.spi.TimeRange;

class DelayTest {

  private static final Delay FIXED = Delay.fixed(Duration.ofMillis(3));
  private static final Delay UNIFORM = new Delay.Uniform(TimeRange.ofMillis(30, 40));
  private static final Delay EXPONENTIAL = new Delay.Exponential(Duration.ofNanos(2_500_000));
  private static final Delay NORMAL = new Delay.Normal(Duration.ofMillis(10), Duration.ofMillis(2));

  /** Draws, in milliseconds, sorted. */
  private static double[] draws(Delay delay) {
    Chance chance = Chance.ofTrial(5, 1);
    return LongStream.range(0, 20_000)
        .mapToDouble(i -> delay.draw(chance) / 1e6)
        .sorted()
        .toArray();
  }

  private static double mean(double[] draws) {
    return Arrays.stream(draws).average().orElseThrow();
  }

  /** The share of the draws up to a value. */
  private static double share(double[] draws, double upTo) {
    return (double) Arrays.stream(draws).filter(draw -> draw <= upTo).count() / draws.length;
  }

  @Test
  void a_fixed_delay_is_always_the_same() {
    assertThat(draws(FIXED)).containsOnly(3.0);
  }

  @Test
  void a_uniform_delay_fills_its_range_evenly() {
    double[] draws = draws(UNIFORM);
    assertThat(draws[0]).isBetween(30.0, 30.01);
    assertThat(draws[draws.length - 1]).isBetween(39.99, 40.0);
    assertThat(share(draws, 32.5)).isCloseTo(0.25, within(0.01));
  }

  @Test
  void an_exponential_delay_has_its_mean_and_forgets_the_past() {
    double[] draws = draws(EXPONENTIAL);
    assertThat(draws[0]).isNotNegative();
    assertThat(mean(draws)).isCloseTo(2.5, within(0.06));
    assertThat(share(draws, 2.5)).isCloseTo(1 - 1 / Math.E, within(0.012));
    assertThat(share(draws, 5)).isCloseTo(1 - 1 / (Math.E * Math.E), within(0.012));
  }

  @Test
  void a_normal_delay_has_its_bell() {
    double[] draws = draws(NORMAL);
    assertThat(mean(draws)).isCloseTo(10, within(0.05));
    assertThat(share(draws, 8)).isCloseTo(0.1587, within(0.01));
    assertThat(share(draws, 14)).isCloseTo(0.9772, within(0.005));
  }

  @Test
  void a_normal_delay_is_cut_off_at_0() {
    double[] draws = draws(new Delay.Normal(Duration.ZERO, Duration.ofMillis(1)));
    assertThat(draws[0]).isNotNegative();
    assertThat(share(draws, 1)).as("of the right half").isCloseTo(0.6827, within(0.012));
  }

  @Test
  void a_sum_is_one_after_the_other() {
    double[] draws = draws(new Delay.Sum(List.of(FIXED, EXPONENTIAL)));
    assertThat(draws[0]).isGreaterThanOrEqualTo(3);
    assertThat(mean(draws)).isCloseTo(5.5, within(0.06));
  }

  @Test
  void the_draws_are_the_same_on_every_machine_and_in_every_version() {
    Chance chance = Chance.ofTrial(42, 7);
    assertThat(
            List.of(
                UNIFORM.draw(chance),
                EXPONENTIAL.draw(chance),
                EXPONENTIAL.draw(chance),
                NORMAL.draw(chance),
                NORMAL.draw(chance)))
        .containsExactly(32_294_009L, 4_494_204L, 123_038L, 9_303_545L, 8_672_046L);
  }

  @Test
  void the_text_is_what_a_person_types() {
    assertThat(FIXED).hasToString("3ms");
    assertThat(UNIFORM).hasToString("30..40ms");
    assertThat(EXPONENTIAL).hasToString("exp(2.5ms)");
    assertThat(NORMAL).hasToString("normal(10ms,2ms)");
    assertThat(new Delay.Sum(List.of(FIXED, EXPONENTIAL))).hasToString("3ms+exp(2.5ms)");
    assertThat(Delay.none()).hasToString("0ms");
  }

  @Test
  void parameters_that_make_no_sense_are_rejected() {
    assertThatThrownBy(() -> new Delay.Exponential(Duration.ZERO))
        .hasMessage("the mean of exp() must be longer than 0 ms");
    assertThatThrownBy(() -> new Delay.Normal(Duration.ofMillis(-1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Delay.Sum(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
