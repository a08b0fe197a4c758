package quorate.experiments.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.UserError;
import quorate.lab.trace.TraceText;
import quorate.spi.TimeRange;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({"50ms,50000000", "1.5s,1500000000", "200us,200000", "2m,120000000000", "0ms,0"})
  void durations_have_a_unit(String typed, long nanos) {
    assertThat(Quantities.duration(typed)).isEqualTo(Duration.ofNanos(nanos));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "50", "ms", "-5ms", "5 ms", "1e3ms", "50msms", "\u0007", "five"})
  void what_is_no_duration_is_an_error_of_one_line(String typed) {
    assertThatThrownBy(() -> Quantities.duration(typed))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("is not a duration; type one like 50ms or 1.5s")
        .hasMessageNotContaining("\u0007");
  }

  @Test
  void the_unit_of_a_range_may_stand_at_its_end_only() {
    TimeRange range = TimeRange.ofMillis(150, 300);
    assertThat(Quantities.range("150..300ms")).isEqualTo(range);
    assertThat(Quantities.range("150ms..0.3s")).isEqualTo(range);
    assertThat(Quantities.range("50ms")).isEqualTo(TimeRange.fixed(Duration.ofMillis(50)));
    assertThat(Quantities.typed(range)).isEqualTo("150..300ms");
  }

  @Test
  void a_range_that_runs_backwards_is_an_error() {
    assertThatThrownBy(() -> Quantities.range("300..150ms")).hasMessageContaining("backwards");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0ms",
        "1ms",
        "30..40ms",
        "exp(2.5ms)",
        "normal(10ms,2ms)",
        "1ms+exp(2.5ms)",
        "0.5..1ms+normal(3ms,0.25ms)+exp(0.000001ms)"
      })
  void a_delay_is_printed_as_it_was_typed(String typed) {
    assertThat(Quantities.delay(typed)).hasToString(typed);
  }

  @Test
  void the_parts_of_a_delay_may_have_other_units_and_space_around_them() {
    assertThat(Quantities.delay("1s + exp( 200us )")).hasToString("1000ms+exp(0.2ms)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1ms+", "exp", "exp()", "exp(1ms,2ms)", "normal(1ms)", "exp(0ms)", "-1ms"})
  void what_is_no_delay_is_an_error_of_one_line(String typed) {
    assertThatThrownBy(() -> Quantities.delay(typed))
        .isInstanceOf(UserError.class)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({"0%,0", "20%,0.2", "12.345%,0.12345", "100%,1"})
  void a_share_is_typed_in_percent(String typed, double share) {
    assertThat(Quantities.share(typed)).isEqualTo(share);
    assertThat(TraceText.share(share)).isEqualTo(typed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20", "-1%", "101%", "20 %", "one%"})
  void what_is_no_share_is_an_error(String typed) {
    assertThatThrownBy(() -> Quantities.share(typed))
        .hasMessageEndingWith("is not a share; type one from 0% to 100%");
  }

  @Test
  void nothing_takes_longer_than_a_day() {
    assertThat(Quantities.duration("1440m")).isEqualTo(Duration.ofDays(1));
    assertThatThrownBy(() -> Quantities.duration("999999999m")).hasMessageContaining("too long");
  }
}
