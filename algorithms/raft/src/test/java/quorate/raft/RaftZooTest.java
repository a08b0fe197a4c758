package quorate.raft;

import java.util.List;
import org.junit.jupiter.api.Tag;
import quorate.testkit.BrokenVariant;
import quorate.testkit.ElectionTranscripts;
import quorate.testkit.ElectionZoo;

@Tag("long")
class RaftZooTest extends ElectionZoo {

  @Override
  protected List<BrokenVariant> variants() {
    return RaftZoo.variants();
  }

  @Override
  protected ElectionTranscripts transcripts() {
    return new RaftTranscriptsTest();
  }
}
