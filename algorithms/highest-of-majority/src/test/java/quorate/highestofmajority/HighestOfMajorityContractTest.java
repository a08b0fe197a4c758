package quorate.highestofmajority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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

class HighestOfMajorityContractTest extends ElectionContract {

  private static final int RUNS = 100;

  @Override
  protected int seedsElsewhere() {
    return 100;
  }

  @Override
  protected ElectionAlgorithm algorithm() {
    return new HighestOfMajorityAlgorithm();
  }

  /**
   * The promise, whatever is lost, late, repeated or forgotten; the kit cannot see it by itself.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void every_new_coordinator_has_the_consent_of_a_majority_to_that_very_election(int size) {
    long leaders = 0;
    for (int number = 1; number <= RUNS; number++) {
      ChaosTrial chaos = ChaosTrial.ofPromises(algorithm(), Map.of(), size, number);
      ConsentAudit audit = new ConsentAudit(chaos.cluster().spec());
      chaos.cluster().trace().observe(audit);
      leaders += chaos.run().leaders();
      assertThat(audit.withoutMajority()).as(chaos.replay()).isEmpty();
    }
    assertThat(leaders).as("how often somebody became leader").isGreaterThan(2 * RUNS);
  }

  /** As in Bully, but it may take a while, and ends where no majority is left. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7})
  void the_highest_running_node_leads_in_the_end(int size) {
    for (int number = 1; number <= 50; number++) {
      ChaosTrial chaos = new ChaosTrial(algorithm(), Map.of(), size, number).run();
      leadsInTheEnd(size, chaos);
      SortedSet<NodeId> gone = new TreeSet<>();
      for (int highest = size; highest - 1 >= size / 2 + 1; highest--) {
        gone.add(new NodeId(highest));
        chaos.settleAfter(new Crash(gone));
        leadsInTheEnd(highest - 1, chaos);
      }
      chaos.settleAfter(new Restart(gone));
      leadsInTheEnd(size, chaos);
    }
  }

  /**
   * A node that bowed to a lower one contests it within two long election timeouts and an election.
   */
  private static void leadsInTheEnd(int highest, ChaosTrial chaos) {
    chaos.runFor(Duration.ofSeconds(1));
    assertThat(chaos.state().agreement().flatMap(Agreement::leader))
        .as(chaos.replay())
        .isEqualTo(Optional.of(new NodeId(highest)));
  }
}
