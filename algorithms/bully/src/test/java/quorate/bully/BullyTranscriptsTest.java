package quorate.bully;

import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionTranscripts;

class BullyTranscriptsTest extends ElectionTranscripts {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new BullyAlgorithm();
  }
}
