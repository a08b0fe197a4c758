package quorate.raft;

import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionContract;

class RaftContractTest extends ElectionContract {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new RaftAlgorithm();
  }
}
