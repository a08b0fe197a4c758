package quorate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import quorate.benchmarks.Plan.Kind;

class PlanTest {

  @Test
  void no_word_means_everything() {
    assertThat(Plan.read().kinds()).containsExactly(Kind.values());
  }

  @Test
  void quick_is_shorter() {
    Plan quick = Plan.read("quick");
    assertThat(quick.kinds()).containsExactly(Kind.values());
    assertThat(quick.rounds()).isLessThan(Plan.read().rounds());
  }

  @Test
  void names_pick_benchmarks_and_the_rest_is_for_the_jvm() {
    Plan plan = Plan.read("trials", "-XX:TieredStopAtLevel=1");
    assertThat(plan.kinds()).containsExactly(Kind.TRIALS);
    assertThat(plan.jvmOptions()).containsExactly("-XX:TieredStopAtLevel=1");
  }

  @Test
  void an_unknown_word_is_named_and_so_is_what_would_be_right() {
    assertThatThrownBy(() -> Plan.read("trails"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'trails'")
        .hasMessageContaining("trials");
  }
}
