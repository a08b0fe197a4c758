package quorate.highestofmajority;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quorate.testkit.Purity;

class HighestOfMajorityPurityTest {

  @Test
  void it_touches_the_world_only_through_its_effects_and_reads_alone() {
    assertThat(Purity.faultsOfAlgorithm("quorate.highestofmajority")).isEmpty();
  }
}
