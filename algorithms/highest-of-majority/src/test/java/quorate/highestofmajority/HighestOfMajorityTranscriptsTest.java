package quorate.highestofmajority;

import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionTranscripts;

class HighestOfMajorityTranscriptsTest extends ElectionTranscripts {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new HighestOfMajorityAlgorithm();
  }
}
