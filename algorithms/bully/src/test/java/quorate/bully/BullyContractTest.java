package quorate.bully;

import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionContract;

class BullyContractTest extends ElectionContract {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new BullyAlgorithm();
  }
}
