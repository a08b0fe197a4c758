package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quorate.testkit.Purity;

class PaxosPurityTest {

  @Test
  void paxos_touches_the_world_only_through_its_effects() {
    assertThat(Purity.faultsOfAlgorithm("quorate.paxos")).isEmpty();
  }
}
