package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import quorate.experiments.Experiment;
import quorate.experiments.Scenario;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.Trial;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.measure.Outcome;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.spi.NodeId;
import quorate.spi.Timing;

/** From where to where a scenario is measured, with five nodes of Raft in virtual time. */
class RaftScenariosTest {

  private static final ClusterSpec FIVE =
      new ClusterSpec("raft", new RaftAlgorithm(), 5, Timing.DEFAULT, Map.of(), 1);

  private static Trial trial(Scenario scenario, Setup setup) throws InterruptedException {
    return Trial.simulate(new Experiment(FIVE, scenario, setup, Optional.of(Network.DEFAULT)), 1);
  }

  private static Trial trial(String text) throws InterruptedException {
    return trial(Scenario.parse("test", text), Setup.DEFAULT);
  }

  @Test
  void the_first_fault_begins_what_is_measured() throws InterruptedException {
    Outcome outcome = trial("wait 1s\ncrash leader").outcome();
    assertThat(outcome.before()).isPresent();
    assertThat(outcome.leader()).isPresent().isNotEqualTo(outcome.before());
    assertThat(outcome.converged().getAsLong()).isLessThan(400_000_000);
  }

  @Test
  void observe_puts_that_off_to_the_next_fault() throws InterruptedException {
    Trial trial = trial("crash leader; wait 2s; observe; restart all");
    assertThat(trial.outcome().newLeaders()).as("not the one of the crash").isZero();
  }

  @Test
  void observe_end_ends_it_before_the_rest_is_done() throws InterruptedException {
    Trial trial = trial("crash leader; observe end; wait 2s; restart all; crash leader");
    assertThat(trial.outcome().newLeaders()).isEqualTo(1);
    assertThat(trial.figures().nanos()).isLessThan(1_000_000_000);
  }

  @Test
  void what_is_measured_lasts_until_the_cluster_settles_after_the_last_statement()
      throws InterruptedException {
    Trial trial = trial("crash leader; wait 2s; restart all");
    assertThat(trial.figures().nanos()).isGreaterThan(2_000_000_000);
  }

  @Test
  void a_scenario_without_faults_measures_the_start() throws InterruptedException {
    Trial trial = trial("# nothing happens");
    assertThat(trial.outcome().before()).isEmpty();
    assertThat(trial.outcome().leader()).isPresent();
  }

  @Test
  void nodes_that_are_down_from_the_beginning_are_not_restarted() throws InterruptedException {
    Setup setup =
        new Setup(
            new TreeSet<>(List.of(new NodeId(5))),
            new TreeSet<>(),
            false,
            3,
            Duration.ofSeconds(10));
    Experiment experiment =
        new Experiment(
            FIVE,
            Scenario.parse("test", "crash 1; restart all; wait 1s"),
            setup,
            Optional.of(Network.DEFAULT));
    try (Trial.Run run =
        Trial.Run.of(spec -> new SimulatedCluster(spec, Network.DEFAULT), experiment, 1)) {
      assertThat(run.cluster().<SortedSet<NodeId>>call(now -> now.state().running()))
          .extracting(NodeId::value)
          .containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void a_step_that_cannot_be_done_is_the_failure_of_the_scenario() throws InterruptedException {
    assertThat(trial("crash all; wait converged").undone())
        .contains("wait converged: no node is running");
    assertThat(trial("crash 1..3; wait leader").undone())
        .contains("wait leader: no majority: 2 of 5 nodes can reach each other, raft needs 3");
    assertThat(trial("crash all; crash follower").undone())
        .contains("crash follower: no node is running");
    assertThat(trial("fire all HEARTBEAT").undone().orElseThrow())
        .contains("no timer HEARTBEAT is pending at n");
    assertThat(trial("observe; wait 1s; crash 1; observe").undone()).isEmpty();
    assertThat(trial("crash 1; observe; wait 1s").undone().orElseThrow())
        .contains("observe: no fault comes after it");
  }

  @Test
  void a_wait_in_vain_for_what_could_have_come_is_the_failure_of_the_algorithm()
      throws InterruptedException {
    Setup second = new Setup(new TreeSet<>(), new TreeSet<>(), false, 3, Duration.ofSeconds(1));
    Trial trial =
        trial(Scenario.parse("test", "drop RequestVote; crash leader; wait leader; heal"), second);
    assertThat(trial.undone()).isEmpty();
    assertThat(trial.outcome().settled()).isFalse();
    assertThat(trial.outcome().unsettledBecause())
        .contains("wait leader: it did not come within 1 s");
  }

  @Test
  void a_scenario_that_names_what_does_not_exist_is_refused_before_a_trial() {
    assertThatThrownBy(() -> trial("crash 1; wait 10ms; crash 9"))
        .hasMessageContaining("crash 9: node 9 does not exist; raft has nodes 1 to 5");
    assertThatThrownBy(() -> trial("cut 1-2,5->6")).hasMessageContaining("node 6 does not exist");
    assertThatThrownBy(() -> trial("partition 1 | 2..8"))
        .hasMessageContaining("node 8 does not exist");
    assertThatThrownBy(() -> trial("drop Coordinator"))
        .hasMessageContaining("unknown message of raft 'Coordinator'");
  }

  @Test
  void the_same_trial_comes_out_the_same() throws InterruptedException {
    for (String name : List.of("churn", "lossy-network", "reordering-network")) {
      Scenario scenario = Scenarios.find(name).orElseThrow();
      assertThat(trial(scenario, Setup.DEFAULT).fingerprint())
          .isEqualTo(trial(scenario, Setup.DEFAULT).fingerprint());
    }
  }
}
