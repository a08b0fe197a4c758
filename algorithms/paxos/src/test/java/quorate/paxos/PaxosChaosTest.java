package quorate.paxos;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import quorate.spi.ElectionAlgorithm;
import quorate.testkit.BrokenVariant;
import quorate.testkit.ElectionChaos;

@Tag("long")
class PaxosChaosTest extends ElectionChaos {

  private static final Map<String, String> HIDDEN =
      Map.of(
          "a decree is told to nobody",
          "the leader's first heartbeat tells it as well, only later",
          "an acceptor accepts without promising",
          "is rare: hundreds of runs; the contract's overlapping elections find it",
          "acceptances are kept from one epoch to the next",
          "is rare: one ballot must come back in two epochs, and neither may be learned");

  /** With these seeds, chaos finds the rarer variants within 150 runs. */
  private static final Map<String, Long> SEEDS =
      Map.of(
          "a promise is not saved", 48L,
          "a promise is saved after the answer", 2L,
          "a ballot is used again after a restart", 3L,
          "a proposer prefers the proposal that it accepted itself", 1L,
          "an acceptor promises any ballot", 3L);

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
  protected long seed(BrokenVariant variant) {
    return SEEDS.getOrDefault(variant.broken(), seed());
  }

  @Override
  protected Map<String, String> hidden() {
    return HIDDEN;
  }
}
