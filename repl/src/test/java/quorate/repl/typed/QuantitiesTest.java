package quorate.repl.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
}
