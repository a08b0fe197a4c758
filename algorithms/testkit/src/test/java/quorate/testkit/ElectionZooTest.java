package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import quorate.spi.ElectionAlgorithm;

class ElectionZooTest {

  @Test
  void a_zoo_in_which_something_is_not_caught_fails_and_says_what_falls() {
    BrokenVariant harmless =
        BrokenVariant.of(new RollCall(), "nothing is broken", "no rule", node -> node);
    assertThatThrownBy(() -> new Zoo(harmless).check(harmless))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nothing is broken; so this falls: no rule");
  }

  @Test
  void what_is_caught_for_another_reason_than_the_one_given_is_not_caught() {
    Catch otherwise =
        new Catch(
            "a test", "(?s).*decrees.*", (contract, transcripts, variant) -> fail("two leaders"));
    BrokenVariant variant =
        BrokenVariant.of(new RollCall(), "all", "every rule", node -> node).caughtBy(otherwise);
    assertThatThrownBy(() -> new Zoo(variant).check(variant)).isInstanceOf(AssertionError.class);
  }

  @Test
  void two_variants_of_one_name_are_found() {
    BrokenVariant one = BrokenVariant.of(new RollCall(), "one", "a rule", node -> node);
    new Zoo(one).no_two_variants_have_one_name();
    assertThatThrownBy(() -> new Zoo(one, one).no_two_variants_have_one_name())
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> new Zoo().no_two_variants_have_one_name())
        .isInstanceOf(AssertionError.class);
  }

  private static void fail(String reason) {
    throw new AssertionError(reason);
  }

  private static final class Zoo extends ElectionZoo {
    private final List<BrokenVariant> variants;

    Zoo(BrokenVariant... variants) {
      this.variants = List.of(variants);
    }

    @Override
    protected List<BrokenVariant> variants() {
      return variants;
    }

    @Override
    protected ElectionTranscripts transcripts() {
      return new ElectionTranscripts() {
        @Override
        protected ElectionAlgorithm algorithm() {
          return new RollCall();
        }
      };
    }
  }
}
