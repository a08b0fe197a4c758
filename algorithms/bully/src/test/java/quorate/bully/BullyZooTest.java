package quorate.bully;

import java.util.List;
import quorate.spi.ElectionAlgorithm;
import quorate.testkit.BrokenVariant;
import quorate.testkit.ElectionContract;
import quorate.testkit.ElectionTranscripts;
import quorate.testkit.ElectionZoo;

class BullyZooTest extends ElectionZoo {

  @Override
  protected List<BrokenVariant> variants() {
    return BullyZoo.variants();
  }

  @Override
  protected ElectionTranscripts transcripts() {
    return new BullyTranscriptsTest();
  }

  @Override
  protected ElectionContract contract(BrokenVariant variant) {
    return new ContractOf(variant);
  }

  /** The contract of Bully, for an algorithm that is not quite Bully. */
  private static final class ContractOf extends BullyContractTest {
    private final BrokenVariant variant;

    ContractOf(BrokenVariant variant) {
      this.variant = variant;
    }

    @Override
    protected ElectionAlgorithm algorithm() {
      return variant.algorithm();
    }
  }
}
