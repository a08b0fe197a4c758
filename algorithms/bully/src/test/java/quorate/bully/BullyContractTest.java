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
import quorate.lab.measure.ClusterState.Agreement;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.testkit.ChaosTrial;
import quorate.testkit.ElectionContract;

class BullyContractTest extends ElectionContract {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new BullyAlgorithm();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7})
  void the_highest_running_node_leads_in_the_end(int size) {
    for (int number = 1; number <= 50; number++) {
      ChaosTrial chaos = new ChaosTrial(algorithm(), Map.of(), size, number).run();
      leads(size, chaos.state().agreement().flatMap(Agreement::leader), chaos);
      SortedSet<NodeId> gone = new TreeSet<>();
      for (int highest = size; highest > 1; highest--) {
        gone.add(new NodeId(highest));
        leads(highest - 1, chaos.settleAfter(new Crash(gone)).leader(), chaos);
      }
      leads(size, chaos.settleAfter(new Restart(gone)).leader(), chaos);
    }
  }

  private static void leads(int highest, Optional<NodeId> leader, ChaosTrial chaos) {
    assertThat(leader).as(chaos.replay()).isEqualTo(Optional.of(new NodeId(highest)));
  }
}
