package quorate.bully;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.measure.Outcome;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.testkit.Chaos;
import quorate.testkit.ElectionContract;

class BullyContractTest extends ElectionContract {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new BullyAlgorithm();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7})
  void the_highest_running_node_leads_in_the_end(int size) {
    for (long seed = 1; seed <= 50; seed++) {
      Chaos chaos = new Chaos(algorithm(), Map.of(), size, seed);
      leads(size, chaos.run().recover(), chaos);
      SortedSet<NodeId> gone = new TreeSet<>();
      for (int highest = size; highest > 1; highest--) {
        gone.add(new NodeId(highest));
        leads(highest - 1, chaos.settleAfter(new Crash(gone)), chaos);
      }
      leads(size, chaos.settleAfter(new Restart(gone)), chaos);
    }
  }

  private static void leads(int highest, Outcome outcome, Chaos chaos) {
    assertThat(outcome.leader()).as(chaos.replay()).isEqualTo(Optional.of(new NodeId(highest)));
  }
}
