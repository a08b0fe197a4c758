package quorate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Offset<Double> EXACTLY = Offset.offset(1e-9);

  /** 10 calls, 2,000 events, half a second of the processor in a second, 100,000 bytes. */
  private static final Pace ONE = new Pace(10, 2_000, 0.5, 1, 100_000);

  @Test
  void rates_are_per_second_of_processor_time() {
    assertThat(ONE.eventsPerSecond()).isEqualTo(4_000, EXACTLY);
    assertThat(ONE.callsPerSecond()).isEqualTo(20, EXACTLY);
    assertThat(ONE.onProcessor()).isEqualTo(0.5, EXACTLY);
  }

  @Test
  void bytes_do_not_depend_on_the_time() {
    assertThat(ONE.bytesPerEvent()).isEqualTo(50, EXACTLY);
    assertThat(ONE.bytesPerCall()).isEqualTo(10_000, EXACTLY);
  }

  @Test
  void the_median_is_the_middle_and_the_spread_is_from_end_to_end() {
    List<Pace> three = List.of(events(400), events(100), events(200));
    assertThat(Pace.median(three, Pace::eventsPerSecond)).isEqualTo(200, EXACTLY);
    assertThat(Pace.spread(three)).isEqualTo(1.5, EXACTLY);
    assertThat(Pace.median(List.of(events(100), events(400)), Pace::eventsPerSecond))
        .isEqualTo(250, EXACTLY);
  }

  @Test
  void nothing_measured_has_no_median() {
    assertThatThrownBy(() -> Pace.median(List.of(), Pace::eventsPerSecond))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_ratio_is_to_the_first_algorithm_and_every_line_is_as_wide_as_the_head() {
    Map<String, List<Pace>> iterations = new LinkedHashMap<>();
    iterations.put("raft", List.of(events(2_000_000)));
    iterations.put("bully", List.of(events(3_000_000)));
    List<String> lines = PaceTable.rows("settled", 101, iterations).lines().toList();
    assertThat(lines.get(0)).contains("raft", "2,000,000", " 1.00 ");
    assertThat(lines.get(1)).contains("bully", "3,000,000", " 1.50 ");
    int width = PaceTable.head().lines().findFirst().orElseThrow().length();
    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).hasSize(width));
  }

  private static Pace events(double events) {
    return new Pace(10, events, 1, 1, 100_000);
  }
}
