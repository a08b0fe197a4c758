package quorate.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void an_empty_sample_has_no_summary() {
    assertThat(Summary.of(List.of())).isEmpty();
  }

  @Test
  void one_value_is_all_there_is_to_say() {
    Summary summary = Summary.of(List.of(7L)).orElseThrow();
    assertThat(summary.count()).isEqualTo(1);
    assertThat(List.of(summary.min(), summary.p50(), summary.p99(), summary.max(), summary.mean()))
        .containsOnly(7.0);
  }

  @Test
  void the_cumulative_distribution_counts_what_does_not_exceed_a_value() {
    Summary summary = Summary.of(List.of(40, 10, 20, 20)).orElseThrow();
    assertThat(summary.shareUpTo(9.9)).isEqualTo(0);
    assertThat(summary.shareUpTo(10)).isEqualTo(0.25);
    assertThat(summary.shareUpTo(20)).isEqualTo(0.75);
    assertThat(summary.shareUpTo(39.9)).isEqualTo(0.75);
    assertThat(summary.shareUpTo(40)).isEqualTo(1);
  }

  @Test
  void quantiles_are_interpolated_as_R_and_NumPy_do() {
    Summary summary = Summary.of(List.of(40, 10, 30, 20)).orElseThrow();
    assertThat(summary.count()).isEqualTo(4);
    assertThat(summary.min()).isEqualTo(10);
    assertThat(summary.p50()).isEqualTo(25);
    assertThat(summary.p90()).isEqualTo(37, within(1e-9));
    assertThat(summary.p99()).isEqualTo(39.7, within(1e-9));
    assertThat(summary.max()).isEqualTo(40);
    assertThat(summary.mean()).isEqualTo(25);
  }

  @Test
  void of_101_values_the_quantiles_are_values() {
    Summary summary = Summary.of(IntStream.rangeClosed(0, 100).boxed().toList()).orElseThrow();
    assertThat(summary.p90()).isEqualTo(90, within(1e-9));
    assertThat(summary.p99()).isEqualTo(99, within(1e-9));
  }
}
