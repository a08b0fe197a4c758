package quorate.bully;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quorate.testkit.Purity;

class BullyPurityTest {

  @Test
  void bully_touches_the_world_only_through_its_effects() {
    assertThat(Purity.faultsOfAlgorithm("quorate.bully")).isEmpty();
  }
}
