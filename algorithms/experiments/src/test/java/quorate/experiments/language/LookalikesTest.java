package quorate.experiments.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.lab.UserError;

class LookalikesTest {

  private static String explained(String error, String statement) {
    return Lookalikes.explain(new UserError(error), statement).getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "start raft 3 \u2013sim, a dash, \u2013, start raft 3 --sim",
        "start raft 3 \u2013\u2013sim, a dash, \u2013, start raft 3 --sim",
        "start raft 3 -\u2014sim, a dash, \u2014, start raft 3 --sim",
        "set seed \u22123, a dash, \u2212, set seed -3",
        "cut 1\u20113, a dash, \u2011, cut 1-3",
        "run \u201Cmy file\u201D, a curly quote, \u201C, run \"my file\"",
        "run \u2018my file\u2019, a curly quote, \u2018, run 'my file'",
        "set election 150\u2026300ms, an ellipsis, \u2026, set election 150..300ms",
        "cut 1\u21923, an arrow, \u2192, cut 1->3",
        "set loss\uFF1D5%, a full-width character, \uFF1D, set loss=5%",
      })
  void an_error_about_a_lookalike_says_what_to_type(
      String typed, String called, String character, String meant) {
    assertThat(explained("'" + typed + "' is not understood", typed))
        .isEqualTo("that is " + called + ", '" + character + "'; type: " + meant);
  }

  @Test
  void an_error_about_something_else_stays() {
    assertThat(explained("a cluster needs at least 1 node", "run a\u2013b --nodes 0"))
        .isEqualTo("a cluster needs at least 1 node");
  }
}
