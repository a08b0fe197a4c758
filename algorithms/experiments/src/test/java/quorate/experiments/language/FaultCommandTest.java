package quorate.experiments.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.Flock;
import quorate.lab.UserError;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.LinkFault;
import quorate.lab.measure.ClusterState;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.spi.NodeId;

/** The flock of these tests has five birds, and n2 leads it. */
class FaultCommandTest {

  private final ClusterState state = new ClusterState(Flock.of(5));
  private final SimulatedCluster cluster = flying();
  private final Moment now = new Moment(cluster, state, Chance.ofTrial(1, 1));

  private SimulatedCluster flying() {
    SimulatedCluster flock = new SimulatedCluster(Flock.of(5), Network.DEFAULT);
    flock.trace().observe(state);
    flock.startAll();
    try {
      flock.runUntil(live -> state.agreement().isPresent(), Duration.ofSeconds(10));
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
    return flock;
  }

  /** What it means, with bare numbers for nodes. */
  private String read(String line) {
    return FaultCommand.parse(line).at(now).toString().replaceAll("n(\\d)", "$1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crash 1,2",
        "restart 3",
        "restart 3 --amnesia",
        "pause 3",
        "pause 3 for 2000ms",
        "resume 3",
        "resign 3",
        "partition 1,2 | 3,4,5",
        "isolate 1",
        "cut 1-3",
        "cut 1->3",
        "cut 1-2,3->1",
        "deaf 3",
        "mute 3,4",
        "bridge 3",
        "ring",
        "links 1-2,2-3",
        "loss 20%",
        "loss 0.5% 1->3",
        "delay 30..40ms",
        "delay 1ms+exp(2.5ms) 1-3",
        "duplicate 5%",
        "reorder 10% 1->2,1->3",
        "drop Honk",
        "drop Honk from 1 to 2,3 next 4",
        "drop Honk to 2 next 1",
        "heal",
        "heal 1-3"
      })
  void a_fault_is_written_as_it_is_typed(String line) {
    assertThat(read(line)).isEqualTo(line);
    assertThat(FaultCommand.parse(line)).hasToString(line);
    assertThat(FaultCommand.parse(FaultCommand.parse(line).at(now).toString()).at(now))
        .isEqualTo(FaultCommand.parse(line).at(now));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "crash leader > crash 2",
        "crash followers > crash 1,3,4,5",
        "crash majority > crash 1,2,3",
        "crash minority > crash 4,5",
        "crash half > crash 1,2",
        "crash highest > crash 5",
        "crash all > crash 1,2,3,4,5",
        "crash 2..4 > crash 2,3,4",
        "partition 1 , 2 > partition 1,2 | 3,4,5",
        "partition half > partition 1,2 | 3,4,5",
        "partition 1,2 | 3 > partition 1,2 | 3 | 4,5",
        "cut leader-followers > cut 1-2,2-3,2-4,2-5",
        "restart --amnesia 3 > restart 3 --amnesia",
        "pause 1 for 2s > pause 1 for 2000ms"
      })
  void a_word_means_nodes(String typed, String meant) {
    assertThat(read(typed)).isEqualTo(meant);
  }

  @Test
  void one_direction_of_the_leaders_links() {
    assertThat(read("cut leader->followers")).isEqualTo("cut 2->1,2->3,2->4,2->5");
    assertThat(read("delay 5ms 1->2..4")).isEqualTo("delay 5ms 1->2,1->3,1->4");
  }

  @Test
  void one_by_chance_is_one_that_runs() {
    assertThat(read("crash random")).matches("crash [1-5]");
    assertThat(read("deaf follower")).matches("deaf [1345]");
  }

  @Test
  void only_words_about_the_leader_ask_for_one() {
    assertThat(FaultCommand.parse("cut leader->2").asksForLeader()).isTrue();
    assertThat(FaultCommand.parse("crash follower").asksForLeader()).isTrue();
    assertThat(FaultCommand.parse("crash majority").asksForLeader()).isFalse();
    assertThat(FaultCommand.parse("heal").asksForLeader()).isFalse();
  }

  @Test
  void nodes_and_words_however_they_are_written_mean_the_same() {
    assertThat(FaultCommand.parse("crash 1 N2").at(now))
        .isEqualTo(FaultCommand.parse("crash 1,2").at(now));
    assertThat(FaultCommand.parse("crash n1..N3").at(now))
        .isEqualTo(FaultCommand.parse("crash 1..3").at(now));
    assertThat(FaultCommand.parse("isolate Leader").at(now))
        .isEqualTo(FaultCommand.parse("isolate leader").at(now));
    assertThat(FaultCommand.parse("loss 5% all").at(now))
        .isEqualTo(FaultCommand.parse("loss 5%").at(now));
    assertThat(FaultCommand.parse("heal all").at(now))
        .isEqualTo(FaultCommand.parse("heal").at(now));
  }

  @Test
  void without_a_leader_those_that_run_come_first() throws InterruptedException {
    cluster.inject(FaultCommand.parse("crash leader").at(now));
    cluster.inject(FaultCommand.parse("crash 1").at(now));
    assertThat(NodeSelection.parse("majority").at(now))
        .extracting(NodeId::value)
        .containsExactly(3, 4, 5);
    assertThatThrownBy(() -> FaultCommand.parse("crash leader").at(now))
        .hasMessage("flock has no leader now; type: on flock wait leader");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "crash | crash needs more; type: crash NODES",
        "crash 1 two | 'two' is not understood by crash; type: crash NODES",
        "pause 1 for | pause needs more; type: pause NODES [for TIME]",
        "pause 1 for 0ms | a pause must be longer than 0 ms",
        "pause 1 for ever | 'ever' is not a duration; type one like 50ms or 1.5s",
        "cut 1 | '1' is no link; type 1-3 for both directions, 1->3 for one, or a list of these",
        "cut 1,2-3,4 | '1,2-3,4' could mean several links; type each: 1-3,1-4,2-3,2-4",
        "cut 1=>3 | '1=>3' is no link; type 1-3 for both directions, 1->3 for one, or a list of these",
        "loss lots | 'lots' is not a share; type one from 0% to 100%",
        "loss 120% | '120%' is not a share; type one from 0% to 100%",
        "drop Honk next 0 | drop at least the next 1, got 0",
        "drop Honk next few | 'few' is not a number of messages",
        "ring 3 | '3' is not understood by ring; type: ring",
        "fire 2 | fire needs more; type: fire NODES TIMER"
      })
  void what_can_be_no_fault_is_refused_before_there_is_a_cluster(String line, String error) {
    assertThatThrownBy(() -> FaultCommand.parse(line))
        .isInstanceOf(UserError.class)
        .hasMessage(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "crash 9 | node 9 does not exist; flock has nodes 1 to 5",
        "cut 1->9 | node 9 does not exist; flock has nodes 1 to 5",
        "cut 1-1 | a link joins two nodes, but this names one",
        "crash 3..2 | 3..2 runs backwards; type: 2..3",
        "partition all | one group of all nodes is no partition; name fewer, or type | between",
        "bridge 1,2 | one node is needed, but 1,2 means [n1, n2]",
        "drop Moo | unknown message of flock 'Moo'; known: Beat, Honk",
        "fire 1 LUNCH | no timer LUNCH is pending at n1; none is",
        "fire 1 lunch | no timer lunch is pending at n1; none is",
        "fire 1 1 | no timer 1 is pending at n1; none is"
      })
  void what_a_cluster_does_not_have_is_refused(String line, String error) {
    FaultCommand command = FaultCommand.parse(line);
    assertThatThrownBy(() -> command.at(now))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(error);
  }

  @Test
  void a_node_on_both_sides_of_a_partition_is_refused() {
    assertThatThrownBy(() -> read("partition 1,2 | 2,3"))
        .hasMessage("n2 is in two groups; a node can be on one side only");
  }

  @Test
  void an_unknown_fault_is_refused_with_those_that_are_known() {
    assertThatThrownBy(() -> FaultCommand.parse("crush 1"))
        .hasMessageStartingWith("unknown fault 'crush'; known: crash, restart, pause");
  }

  @Test
  void every_fault_says_what_to_type() {
    assertThat(FaultRows.all()).containsKeys("cut", "links");
    FaultRows.all().forEach((word, row) -> assertThat(row.usage()).startsWith(word));
  }

  @Test
  void a_fault_of_links_is_one() {
    assertThat(FaultCommand.parse("heal").at(now)).isInstanceOf(LinkFault.class);
  }
}
