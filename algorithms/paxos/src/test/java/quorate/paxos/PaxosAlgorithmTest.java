package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.paxos.PaxosFixture.ballot;
import static quorate.paxos.PaxosFixture.cluster;
import static quorate.paxos.PaxosFixture.n;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.ElectionCase;
import quorate.spi.NodeId;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Timing;

/** What the catalog says of Paxos, what may be typed, and how its numbers are ordered. */
class PaxosAlgorithmTest {

  private final PaxosAlgorithm paxos = new PaxosAlgorithm();

  @Test
  void the_catalog_finds_it_by_the_name_that_is_typed() {
    assertThat(Catalog.load().find("paxos")).containsInstanceOf(PaxosAlgorithm.class);
    assertThat(paxos.name()).isEqualTo("paxos");
    assertThat(paxos.messageType()).isEqualTo(PaxosMessage.class);
    assertThat(paxos.source()).contains("Lamport", "Paxos Made Simple", "§2.2");
  }

  @Test
  void it_promises_everything() {
    assertThat(paxos.promises())
        .containsExactly(
            Property.ONE_LEADER_PER_EPOCH,
            Property.EPOCH_NEVER_DECREASES,
            Property.LEADER_HAS_MAJORITY);
  }

  @Test
  void its_options_have_their_default() {
    assertThat(paxos.options()).extracting(Option::name).containsExactly("learning", "backoff");
    assertThat(paxos.options()).extracting(Option::defaultValue).containsExactly("proposer", "on");
  }

  @Test
  void without_the_option_the_proposer_learns() {
    List<NodeId> members = List.of(n(1), n(2), n(3));
    ClusterSpec spec = new ClusterSpec("test", paxos, 3, Timing.DEFAULT, Map.of(), 1);

    assertThat(spec.options()).isEmpty();
    assertThat(paxos.theory(new ElectionCase(members, Set.of(), n(1), Map.of())))
        .isEqualTo(
            paxos.theory(
                new ElectionCase(members, Set.of(), n(1), Map.of("learning", "proposer"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "", "Everyone"})
  void a_wrong_way_of_learning_is_rejected_with_what_would_be_right(String learning) {
    assertThatThrownBy(() -> cluster(3, learning))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learning= is proposer or everyone, got '" + learning + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "", "On"})
  void a_wrong_back_off_is_rejected_with_what_would_be_right(String backoff) {
    Map<String, String> typed = Map.of("backoff", backoff);

    assertThatThrownBy(() -> new ClusterSpec("test", paxos, 3, Timing.DEFAULT, typed, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backoff= is on or off, got '" + backoff + "'");
  }

  /** §2.2: different proposals have different numbers, and they are totally ordered. */
  @Test
  void ballots_are_ordered_by_round_and_then_by_proposer() {
    assertThat(ballot(1, 2)).isGreaterThan(ballot(1, 1)).isLessThan(ballot(2, 1));
    assertThat(ballot(1, 1).isBelow(ballot(1, 1))).isFalse();
    assertThat(ballot(1, 1).isBelow(ballot(1, 2))).isTrue();
    assertThat(ballot(1, 1).isBelow(null)).isFalse();
    assertThat(ballot(2, 1)).hasToString("2.1");
  }
}
