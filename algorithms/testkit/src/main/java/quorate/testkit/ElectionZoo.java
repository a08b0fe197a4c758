package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import quorate.spi.ElectionAlgorithm;

/**
 * Tests of the tests: each broken variant of an algorithm has to be caught, by that test of the kit
 * which is meant to. A contract that does not notice is worth nothing. The tests of each algorithm
 * extend this class and say what is in its zoo.
 */
public abstract class ElectionZoo {

  protected abstract List<BrokenVariant> variants();

  protected abstract ElectionTranscripts transcripts();

  /** The contract for a variant; by default that of every algorithm. */
  protected ElectionContract contract(BrokenVariant variant) {
    return new ContractOf(variant);
  }

  /** A test for each variant; its name says what is broken and what catches it. */
  @TestFactory
  public Stream<DynamicTest> every_broken_variant_is_caught() {
    return variants().stream()
        .map(
            variant ->
                DynamicTest.dynamicTest(
                    variant.broken() + ": " + variant.catches().by(), () -> check(variant)));
  }

  /**
   * Checks that a variant is caught, for the reason given.
   *
   * @throws AssertionError if it is not
   */
  public void check(BrokenVariant variant) {
    assertThatThrownBy(
            () -> variant.catches().test().run(contract(variant), transcripts(), variant),
            "%s; so this falls: %s",
            variant.broken(),
            variant.falls())
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(variant.catches().report());
  }

  /** A zoo in which two animals have one name cannot be talked about. */
  @Test
  public void no_two_variants_have_one_name() {
    assertThat(variants()).extracting(BrokenVariant::broken).isNotEmpty().doesNotHaveDuplicates();
    assertThat(variants()).extracting(BrokenVariant::falls).noneMatch(String::isBlank);
  }

  /** The contract of every algorithm, for one that is broken. */
  private static final class ContractOf extends ElectionContract {
    private final BrokenVariant variant;

    ContractOf(BrokenVariant variant) {
      this.variant = variant;
    }

    @Override
    protected ElectionAlgorithm algorithm() {
      return variant.algorithm();
    }

    @Override
    protected Map<String, String> options() {
      return variant.options();
    }
  }
}
