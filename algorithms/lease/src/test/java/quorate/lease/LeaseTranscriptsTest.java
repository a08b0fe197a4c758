package quorate.lease;

import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionTranscripts;

class LeaseTranscriptsTest extends ElectionTranscripts {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new LeaseAlgorithm();
  }
}
