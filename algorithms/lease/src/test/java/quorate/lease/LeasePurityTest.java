package quorate.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quorate.testkit.Purity;

class LeasePurityTest {

  @Test
  void lease_touches_the_world_only_through_its_effects() {
    assertThat(Purity.faultsOfAlgorithm("quorate.lease")).isEmpty();
  }
}
