package quorate.experiments.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.UserError;

class BracesTest {

  @Test
  void braces_hold_the_values_to_try() {
    assertThat(Braces.expand("election=150..{151,300}ms"))
        .containsExactly("election=150..151ms", "election=150..300ms");
    assertThat(Braces.expand("{a,b}={1,2}")).containsExactly("a=1", "a=2", "b=1", "b=2");
    assertThat(Braces.expand("loss=5%")).containsExactly("loss=5%");
  }

  @Test
  void commas_between_parentheses_belong_to_a_value() {
    assertThat(Braces.expand("latency={normal(10ms,2ms),1ms+exp(2ms),normal(20ms,2ms)}"))
        .containsExactly(
            "latency=normal(10ms,2ms)", "latency=1ms+exp(2ms)", "latency=normal(20ms,2ms)");
    assertThat(Braces.expand("latency=normal({10,20}ms,{1,2}ms)"))
        .containsExactly(
            "latency=normal(10ms,1ms)",
            "latency=normal(10ms,2ms)",
            "latency=normal(20ms,1ms)",
            "latency=normal(20ms,2ms)");
  }

  @Test
  void settings_are_counted_without_writing_them_down() {
    assertThat(Braces.count("loss={0,5}%")).isEqualTo(2);
    assertThat(Braces.count("{1,2}".repeat(62))).isEqualTo(1L << 62);
    assertThat(Braces.count("{1,2}".repeat(5_000))).isEqualTo(Long.MAX_VALUE);
    assertThat(Braces.count("{1}".repeat(5_000))).isEqualTo(1);
  }

  @Test
  void the_last_choice_changes_fastest() {
    assertThat(Braces.combinations(List.of(List.of("a", "b"), List.of("x"), List.of("1", "2"))))
        .containsExactly(
            List.of("a", "x", "1"),
            List.of("a", "x", "2"),
            List.of("b", "x", "1"),
            List.of("b", "x", "2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{1,2", "1,2}", "}1{", "{{1,2},3}", "{1}{2"})
  void braces_that_do_not_fit_are_an_error(String word) {
    assertThatThrownBy(() -> Braces.expand(word))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("do not match");
  }
}
