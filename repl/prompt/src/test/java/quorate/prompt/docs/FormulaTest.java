package quorate.prompt.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "n, 5",
    "n-1, 4",
    "(n-1) + (n-2), 7",
    "10-n-1, 4",
    "2(n-1), 8",
    "2((n-1) + (n-2)), 14",
    "n(n-2), 15",
    "n^2-n-1, 19",
    "2(n-1)^2 - n, 27",
    "(n-1)(n-1), 16"
  })
  void it_is_worked_out_as_it_is_read(String formula, long value) {
    assertThat(Formula.of(formula, 5)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "(n", "n)", "n+", "2*n"})
  void what_is_no_formula_is_rejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Formula.of(text, 5));
  }

  @Test
  void it_holds_for_other_sizes_too() {
    assertThat(Formula.of("n^2-n-1", 9)).isEqualTo(71);
  }
}
