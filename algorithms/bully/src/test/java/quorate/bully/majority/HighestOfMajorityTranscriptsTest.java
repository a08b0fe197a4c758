package quorate.bully.majority;

import java.nio.file.Path;
import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionTranscripts;

class HighestOfMajorityTranscriptsTest extends ElectionTranscripts {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new HighestOfMajorityAlgorithm();
  }

  /** Beside those of Bully, which are stories of another algorithm. */
  @Override
  protected Path folder() {
    return super.folder().resolveSibling("transcripts-of-majority");
  }
}
