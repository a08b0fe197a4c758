package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.netty.CountingCluster.N1;
import static quorate.netty.CountingCluster.N3;
import static quorate.netty.CountingCluster.nodes;
import static quorate.netty.CountingCluster.way;
import static quorate.netty.CountingCluster.ways;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Cutting.Deaf;
import quorate.lab.cluster.Cutting.Partition;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.Availability.Figures;
import quorate.spi.NodeId;

/**
 * Rows of the table of Raft under faults, over TCP, plain and with the variants of the
 * dissertation. The leader is n3 when the fault comes. The variants of a row run side by side.
 */
@Tag("tcp")
class RaftFaultTableOverTcpTest {

  private static final List<String> PLAIN = List.of();
  private static final List<String> PREVOTE = List.of("prevote");
  private static final List<String> RECENT_LEADER = List.of("prevote", "recent-leader");
  private static final List<String> ALL = List.of("prevote", "recent-leader", "check-quorum");

  /** Longer than any node waits for its leader. */
  private static final int HEARTBEATS_OF_A_STABLE_LEADER = 100;

  /** What is to come of a variant. */
  private interface Outcome {
    void check(RaftUnderFault raft) throws InterruptedException;
  }

  private static final class Row {
    private final Map<String, RaftUnderFault> clusters = new TreeMap<>();
    private final Map<String, Outcome> outcomes = new TreeMap<>();
    private final int size;
    private final Fault fault;

    Row(int size, Fault fault) {
      this.size = size;
      this.fault = fault;
    }

    Row outcome(List<String> variant, Outcome outcome) throws InterruptedException {
      clusters.put(variant.toString(), new RaftUnderFault(size, variant));
      outcomes.put(variant.toString(), outcome);
      return this;
    }

    void check() throws InterruptedException {
      clusters.values().forEach(raft -> raft.inject(fault));
      for (Map.Entry<String, RaftUnderFault> cluster : clusters.entrySet()) {
        try (RaftUnderFault raft = cluster.getValue()) {
          outcomes.get(cluster.getKey()).check(raft);
        }
      }
    }
  }

  private static void isStable(RaftUnderFault raft) throws InterruptedException {
    raft.awaitFired(HEARTBEATS_OF_A_STABLE_LEADER, "HEARTBEAT");
    assertThat(raft.newLeaders()).isEmpty();
    assertThat(raft.believers()).containsExactly(N3);
    assertThat(raft.figures().epochs()).isZero();
    assertThat(raft.figures().served()).isEqualTo(1);
  }

  @Test
  void one_deaf_node_of_five_brings_new_leaders_for_ever_unless_it_has_to_ask_before()
      throws InterruptedException {
    new Row(5, new Deaf(nodes(5)))
        .outcome(PLAIN, RaftFaultTableOverTcpTest::hasNewLeadersAgainAndAgain)
        .outcome(PREVOTE, RaftFaultTableOverTcpTest::isStable)
        .outcome(RECENT_LEADER, RaftFaultTableOverTcpTest::isStable)
        .outcome(ALL, RaftFaultTableOverTcpTest::isStable)
        .check();
  }

  private static void hasNewLeadersAgainAndAgain(RaftUnderFault raft) throws InterruptedException {
    raft.awaitNewLeaders(4);
    Figures figures = raft.figures();
    assertThat(raft.newLeaders()).doesNotContain(new NodeId(5));
    assertThat(figures.epochs()).as("those of the deaf node, too").isGreaterThanOrEqualTo(8);
    assertThat(figures.served()).isGreaterThan(0).isLessThan(1);
  }

  @Test
  void of_three_two_that_cannot_hear_each_other_lead_by_turns_unless_the_third_is_loyal()
      throws InterruptedException {
    new Row(3, new Cut(ways(way(N1, N3), way(N3, N1))))
        .outcome(PLAIN, RaftFaultTableOverTcpTest::flipsAndFlops)
        .outcome(PREVOTE, RaftFaultTableOverTcpTest::flipsAndFlops)
        .outcome(RECENT_LEADER, RaftFaultTableOverTcpTest::isStable)
        .outcome(ALL, RaftFaultTableOverTcpTest::isStable)
        .check();
  }

  private static void flipsAndFlops(RaftUnderFault raft) throws InterruptedException {
    raft.awaitNewLeaders(4);
    List<NodeId> toAndFro = new ArrayList<>();
    for (int i = 0; i < raft.newLeaders().size(); i++) {
      toAndFro.add(i % 2 == 0 ? N1 : N3);
    }
    assertThat(raft.newLeaders()).isEqualTo(toAndFro);
  }

  @Test
  void four_nodes_in_two_halves_have_no_leader_and_only_plain_terms_run_away()
      throws InterruptedException {
    new Row(4, new Partition(List.of(nodes(1, 2))))
        .outcome(PLAIN, raft -> assertThat(withoutLeader(raft).epochs()).isGreaterThan(3))
        .outcome(PREVOTE, raft -> assertThat(withoutLeader(raft).epochs()).isZero())
        .outcome(RECENT_LEADER, raft -> assertThat(withoutLeader(raft).epochs()).isZero())
        .outcome(ALL, raft -> assertThat(withoutLeader(raft).epochs()).isZero())
        .check();
  }

  private static Figures withoutLeader(RaftUnderFault raft) throws InterruptedException {
    raft.awaitFired(8, "ELECTION");
    assertThat(raft.newLeaders()).isEmpty();
    Figures figures = raft.figures();
    assertThat(figures.served()).as("only until the links were cut").isLessThan(0.01);
    return figures;
  }
}
