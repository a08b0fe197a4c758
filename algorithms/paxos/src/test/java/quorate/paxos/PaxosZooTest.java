package quorate.paxos;

import java.util.List;
import org.junit.jupiter.api.Tag;
import quorate.testkit.BrokenVariant;
import quorate.testkit.ElectionTranscripts;
import quorate.testkit.ElectionZoo;

@Tag("long")
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
