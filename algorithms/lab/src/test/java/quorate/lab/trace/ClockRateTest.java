package quorate.lab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockRateTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, true",
    "1.05, 1.05, 5% fast",
    "0.99, 0.99, 1% slow",
    "0.1, 0.1, 90% slow",
    "1.000001, 1.000001, 0.0001% fast",
    "1.5, 1.5, 50% fast",
    "2, 2, 2 times as fast",
    "10, 10, 10 times as fast"
  })
  void a_rate_is_typed_as_a_factor_and_read_as_how_far_it_is_off(
      double rate, String typed, String words) {
    assertThat(ClockRate.text(rate)).isEqualTo(typed);
    assertThat(ClockRate.words(rate)).isEqualTo(words);
  }
}
