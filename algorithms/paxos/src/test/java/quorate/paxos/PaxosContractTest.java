package quorate.paxos;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionContract;

class PaxosContractTest {

  @Nested
  class When_acceptors_tell_the_proposer extends ElectionContract {
    @Override
    protected ElectionAlgorithm algorithm() {
      return new PaxosAlgorithm();
    }
  }

  @Nested
  class When_acceptors_tell_everyone extends ElectionContract {
    @Override
    protected ElectionAlgorithm algorithm() {
      return new PaxosAlgorithm();
    }

    @Override
    protected Map<String, String> options() {
      return Map.of("learning", "everyone");
    }

    @Override
    protected int seedsElsewhere() {
      return 50;
    }
  }
}
