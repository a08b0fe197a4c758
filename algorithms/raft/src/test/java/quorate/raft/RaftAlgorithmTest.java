package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.raft.RaftFixture.cluster;
import static quorate.raft.RaftFixture.state;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Timing;
import quorate.testkit.VirtualCluster;

/** What the catalog says of Raft, and what may be typed. */
class RaftAlgorithmTest {

  private final RaftAlgorithm raft = new RaftAlgorithm();

  @Test
  void the_catalog_finds_it_by_the_name_that_is_typed() {
    assertThat(Catalog.load().find("raft")).containsInstanceOf(RaftAlgorithm.class);
    assertThat(raft.name()).isEqualTo("raft");
    assertThat(raft.messageType()).isEqualTo(RaftMessage.class);
    assertThat(raft.source()).contains("Ongaro", "Figure 2", "§5.2");
  }

  @Test
  void it_promises_everything() {
    assertThat(raft.promises())
        .containsExactly(
            Property.ONE_LEADER_PER_EPOCH,
            Property.EPOCH_NEVER_DECREASES,
            Property.LEADER_HAS_MAJORITY);
  }

  @Test
  void its_options_have_their_default() {
    assertThat(raft.options())
        .extracting(Option::name)
        .containsExactly("logs", "prevote", "recent-leader", "check-quorum", "ack-quorum");
    assertThat(raft.options())
        .extracting(Option::defaultValue)
        .containsExactly("0", "off", "off", "off", "off");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"0; 0@0 0@0 0@0", "5; 5@1 5@1 5@1", "5@2; 5@2 5@2 5@2", "5,0,7@3; 5@1 0@0 7@3"})
  void logs_are_given_for_all_nodes_or_for_each(String logs, String ends) {
    VirtualCluster cluster = cluster(3, logs);

    assertThat(
            IntStream.rangeClosed(1, 3)
                .mapToObj(node -> state(cluster, node).log())
                .map(log -> log.lastIndex() + "@" + log.lastTerm()))
        .containsExactly(ends.split(" "));
  }

  /** A node has seen every term of which it has an entry. */
  @Test
  void a_node_starts_in_the_term_of_its_last_entry() {
    VirtualCluster cluster = cluster(3, "5,5@4,0");

    assertThat(IntStream.rangeClosed(1, 3).mapToLong(node -> state(cluster, node).currentTerm()))
        .containsExactly(1L, 4L, 0L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "long; type an index, or index@term, as in 5@3",
        "-1; type an index, or index@term, as in 5@3",
        "5@; type an index, or index@term, as in 5@3",
        "5,5,; type an index, or index@term, as in 5@3",
        "5@0; both 0 or both positive",
        "5,4; one for all nodes, or one for each of the 3",
        "5,4,3,2; one for all nodes, or one for each of the 3"
      })
  void wrong_logs_are_rejected_with_what_would_be_right(String logs, String right) {
    assertThatThrownBy(() -> cluster(3, logs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(right);
  }

  @Test
  void a_variant_is_on_or_off() {
    assertThatThrownBy(
            () -> new ClusterSpec("x", raft, 3, Timing.DEFAULT, Map.of("ack-quorum", "maybe"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ack-quorum is on or off, got 'maybe'");
  }
}
