package quorate.paxos;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import quorate.spi.ElectionAlgorithm;
import quorate.testkit.BrokenVariant;
import quorate.testkit.ElectionChaos;

class PaxosChaosTest extends ElectionChaos {

  private static final Map<String, String> HIDDEN =
      Map.of(
          "a decree is told to nobody",
          "the leader's first heartbeat tells it as well, only later",
          "a ballot is used again after a restart",
          "is rare: seldom in 2,000 runs; the contract's chaos finds it",
          "an acceptor accepts without promising",
          "is rare: seldom in 2,000 runs; the contract's overlapping elections find it",
          "acceptances are kept from one epoch to the next",
          "is rare: one ballot must come back in two epochs, and neither may be learned");

  @Override
  protected ElectionAlgorithm algorithm() {
    return new PaxosAlgorithm();
  }

  @Override
  protected List<BrokenVariant> variants() {
    return Stream.concat(PaxosZoo.variants().stream(), Stream.of(PaxosZoo.rare())).toList();
  }

  @Override
  protected long seed() {
    return 1;
  }

  @Override
  protected Map<String, String> hidden() {
    return HIDDEN;
  }
}
