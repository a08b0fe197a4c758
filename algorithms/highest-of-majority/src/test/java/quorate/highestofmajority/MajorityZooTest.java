package quorate.highestofmajority;

import java.util.List;
import quorate.spi.ElectionAlgorithm;
import quorate.testkit.BrokenVariant;
import quorate.testkit.ElectionContract;
import quorate.testkit.ElectionTranscripts;
import quorate.testkit.ElectionZoo;

class MajorityZooTest extends ElectionZoo {

  @Override
  protected List<BrokenVariant> variants() {
    return MajorityZoo.variants();
  }

  @Override
  protected ElectionTranscripts transcripts() {
    return new HighestOfMajorityTranscriptsTest();
  }

  @Override
  protected ElectionContract contract(BrokenVariant variant) {
    return new ContractOf(variant);
  }

  /** The contract, for an algorithm that is broken. */
  private static final class ContractOf extends HighestOfMajorityContractTest {
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
