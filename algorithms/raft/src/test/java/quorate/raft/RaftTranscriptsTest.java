package quorate.raft;

import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionTranscripts;

class RaftTranscriptsTest extends ElectionTranscripts {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new RaftAlgorithm();
  }
}
