package quorate.prompt.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import quorate.experiments.Setup;
import quorate.experiments.language.Quantities;
import quorate.experiments.typed.Assignments;
import quorate.experiments.typed.Spelling;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.Delay;
import quorate.lab.simulator.Network;
import quorate.prompt.Suggestions;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

class AssignmentsTest {

  private static final ElectionAlgorithm RAFT = Catalog.load().find("raft").orElseThrow();
  private static final ElectionAlgorithm PAXOS = Catalog.load().find("paxos").orElseThrow();

  private static Assignments read(String... words) {
    return Assignments.of(List.of(words));
  }

  @Test
  void a_timing_keeps_what_was_not_typed() {
    Timing timing = read("heartbeat=20ms", "election=100..200ms").timing(Timing.DEFAULT);
    assertThat(timing.heartbeat()).isEqualTo(Duration.ofMillis(20));
    assertThat(timing.election()).isEqualTo(TimeRange.ofMillis(100, 200));
    assertThat(timing.answer()).isEqualTo(Timing.DEFAULT.answer());
  }

  @Test
  void a_network_is_typed_as_a_whole_and_link_by_link() {
    Network network =
        read(
                "latency=1ms+exp(2.5ms)",
                "latency[1->3]=30ms",
                "latency[2-3]=5ms",
                "loss=20%",
                "loss[2->1]=100%")
            .network(Network.DEFAULT.withPersist(Quantities.delay("2ms")), 3);
    assertThat(network.latency()).hasToString("1ms+exp(2.5ms)");
    assertThat(network.latency(new NodeId(1), new NodeId(3))).hasToString("30ms");
    assertThat(network.latency(new NodeId(3), new NodeId(1))).hasToString("1ms+exp(2.5ms)");
    assertThat(network.latency(new NodeId(2), new NodeId(3))).hasToString("5ms");
    assertThat(network.latency(new NodeId(3), new NodeId(2))).hasToString("5ms");
    assertThat(network.loss()).isEqualTo(0.2);
    assertThat(network.loss(new NodeId(1), new NodeId(2))).isEqualTo(0.2);
    assertThat(network.loss(new NodeId(2), new NodeId(1))).isEqualTo(1);
    assertThat(network.persist()).isEqualTo(Delay.fixed(Duration.ofMillis(2)));
  }

  @Test
  void what_trials_have_in_common_can_be_typed() {
    Setup setup =
        read("down=1,4..5", "hold=17", "limit=10s", "synchronised=on").setup(Setup.DEFAULT, RAFT);
    assertThat(setup.down()).containsExactly(new NodeId(1), new NodeId(4), new NodeId(5));
    assertThat(setup.hold()).isEqualTo(17);
    assertThat(setup.limit()).isEqualTo(Duration.ofSeconds(10));
    assertThat(setup.synchronised()).isTrue();
    assertThat(read("logs=1").setup(setup, RAFT)).isEqualTo(setup);
  }

  @Test
  void a_range_of_numbers_is_a_list_and_shuffled_belongs_to_the_option_before_it() {
    Assignments typed = read("logs=0..4", "shuffled", "learning=everyone");
    assertThat(typed.options(RAFT, List.of(RAFT, PAXOS))).isEqualTo(Map.of("logs", "0,1,2,3,4"));
    assertThat(typed.setup(Setup.DEFAULT, RAFT).shuffled()).containsExactly("logs");
    assertThat(typed.options(PAXOS, List.of(RAFT, PAXOS)))
        .isEqualTo(Map.of("learning", "everyone"));
    assertThat(typed.setup(Setup.DEFAULT, PAXOS).shuffled()).isEmpty();
  }

  @Test
  void an_option_that_no_algorithm_has_is_an_error_which_knows_all_keys() {
    assertThatThrownBy(() -> read("colour=red").options(RAFT, List.of(RAFT, PAXOS)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("none of raft, paxos has an option 'colour'; they have logs")
        .hasMessageContaining(", learning");
    assertThatThrownBy(() -> read("heartbat=5ms").options(RAFT, List.of(RAFT)))
        .asInstanceOf(type(UserError.class))
        .extracting(error -> error.message(Suggestions::nearest), STRING)
        .startsWith("raft has no option 'heartbat'; did you mean heartbeat=? it has logs");
  }

  @Test
  void what_is_typed_twice_or_deals_nothing_is_an_error() {
    assertThatThrownBy(() -> read("loss=1%", "loss=2%"))
        .hasMessage("loss= was typed twice; type it once");
    assertThatThrownBy(() -> read("shuffled")).hasMessageStartingWith("shuffled comes after");
    assertThatThrownBy(() -> read("loss=1%", "shuffled"))
        .hasMessageStartingWith("shuffled comes after");
  }

  @Test
  void settings_are_spelled_where_they_differ_from_the_usual_ones() {
    Assignments typed =
        read("election=200..400ms", "latency[3->1]=1..2ms", "loss=12.5%", "limit=5s", "down=2");
    assertThat(Spelling.of(typed.timing(Timing.DEFAULT)))
        .containsExactly(Map.entry("election", "200..400ms"));
    assertThat(Spelling.of(typed.network(Network.DEFAULT, 3)))
        .containsExactly(Map.entry("loss", "12.5%"), Map.entry("latency[3->1]", "1..2ms"));
    assertThat(Spelling.of(typed.setup(Setup.DEFAULT, RAFT)))
        .containsExactly(Map.entry("down", "2"), Map.entry("limit", "5000ms"));
    assertThat(Spelling.of(Network.DEFAULT)).isEmpty();
    assertThat(Spelling.of(Timing.DEFAULT)).isEmpty();
    assertThat(Spelling.of(Setup.DEFAULT)).isEmpty();
  }
}
