package quorate.paxos;

import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionTranscripts;

class PaxosTranscriptsTest extends ElectionTranscripts {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new PaxosAlgorithm();
  }
}
