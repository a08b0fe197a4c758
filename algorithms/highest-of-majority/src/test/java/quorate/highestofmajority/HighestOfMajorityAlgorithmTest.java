package quorate.highestofmajority;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Catalog;
import quorate.spi.Property;

/** What the catalog says of it. */
class HighestOfMajorityAlgorithmTest {

  private final HighestOfMajorityAlgorithm algorithm = new HighestOfMajorityAlgorithm();

  @Test
  void the_catalog_finds_it_by_a_name_that_says_that_it_is_not_bully() {
    assertThat(Catalog.load().find("highest-of-majority"))
        .containsInstanceOf(HighestOfMajorityAlgorithm.class);
    assertThat(algorithm.source()).contains("no paper");
  }

  /** It has no epochs, so it cannot promise one leader in each. */
  @Test
  void it_promises_a_majority_and_nothing_else() {
    assertThat(algorithm.promises()).containsExactly(Property.LEADER_HAS_MAJORITY);
  }
}
