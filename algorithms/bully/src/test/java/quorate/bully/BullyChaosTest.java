package quorate.bully;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import quorate.spi.ElectionAlgorithm;
import quorate.testkit.BrokenVariant;
import quorate.testkit.ElectionChaos;

@Tag("long")
class BullyChaosTest extends ElectionChaos {

  private static final Map<String, String> HIDDEN =
      Map.of(
          "a coordinator does not announce itself",
          "its first heartbeat tells it as well, only later",
          "a coordinator announces itself twice",
          "costs messages, and nothing else",
          "a higher node does not answer",
          "costs messages; its own announcement follows at once",
          "an election is held again for every call",
          "costs messages, and ends all the same",
          "an answered node announces itself all the same",
          "the highest contests it, and wins",
          "an answered node waits for an announcement for ever",
          "in the end the highest announces itself",
          "an episode never ends",
          "a node that restarts starts over, and the highest wins",
          "a lower coordinator is left alone",
          "the highest goes on, and the lower one hears it",
          "the lowest bullies all others",
          "one leads, and that it is the highest is not asked");

  @Override
  protected ElectionAlgorithm algorithm() {
    return new BullyAlgorithm();
  }

  @Override
  protected List<BrokenVariant> variants() {
    return BullyZoo.variants();
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
