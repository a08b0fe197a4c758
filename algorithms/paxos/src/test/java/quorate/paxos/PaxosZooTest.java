package quorate.paxos;

import java.util.List;
import quorate.testkit.BrokenVariant;
import quorate.testkit.ElectionTranscripts;
import quorate.testkit.ElectionZoo;

class PaxosZooTest extends ElectionZoo {

  @Override
  protected List<BrokenVariant> variants() {
    return PaxosZoo.variants();
  }

  @Override
  protected ElectionTranscripts transcripts() {
    return new PaxosTranscriptsTest();
  }
}
