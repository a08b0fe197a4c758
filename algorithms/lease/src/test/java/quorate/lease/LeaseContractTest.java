package quorate.lease;

import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionContract;

class LeaseContractTest extends ElectionContract {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new LeaseAlgorithm();
  }
}
