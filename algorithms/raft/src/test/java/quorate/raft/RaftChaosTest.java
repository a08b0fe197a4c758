package quorate.raft;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import quorate.spi.ElectionAlgorithm;
import quorate.testkit.BrokenVariant;
import quorate.testkit.ElectionChaos;

@Tag("long")
class RaftChaosTest extends ElectionChaos {

  private static final Map<String, String> HIDDEN =
      Map.of(
          "a vote is refused to the candidate that has it",
          "costs an election a term, and another term follows",
          "a candidate whose log is behind gets votes",
          "loses entries, which no node here has; elections stay elections",
          "a candidate does not give way to the leader of its term",
          "its next term deposes that leader, as a slow network could",
          "a leader once heard is recent for ever",
          "the own election timeout ends that all the same, only later");

  @Override
  protected ElectionAlgorithm algorithm() {
    return new RaftAlgorithm();
  }

  @Override
  protected List<BrokenVariant> variants() {
    return RaftZoo.variants();
  }

  @Override
  protected long seed() {
    return 43;
  }

  @Override
  protected Map<String, String> hidden() {
    return HIDDEN;
  }
}
