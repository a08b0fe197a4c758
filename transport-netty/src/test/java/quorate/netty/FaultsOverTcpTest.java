package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.netty.CountingCluster.N1;
import static quorate.netty.CountingCluster.N2;
import static quorate.netty.CountingCluster.N3;
import static quorate.netty.CountingCluster.nodes;
import static quorate.netty.CountingCluster.way;
import static quorate.netty.CountingCluster.ways;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.lab.cluster.Cutting.Bridge;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Cutting.Deaf;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Cutting.Mute;
import quorate.lab.cluster.Cutting.OnlyLinks;
import quorate.lab.cluster.Cutting.Partition;
import quorate.lab.cluster.Cutting.Ring;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.FaultText;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.cluster.Troubling.Mishap;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/** What faults of links do over TCP, told by nodes that count aloud. */
@Tag("tcp")
class FaultsOverTcpTest {

  private static final Duration INTERVAL = Duration.ofMillis(2);
  private static final Direction THERE = way(N1, N2);
  private static final Direction BACK = way(N2, N1);
  private static final SortedSet<NodeId> ANYBODY = new TreeSet<>();

  private static CountingCluster counting(int size) {
    return new CountingCluster(size, INTERVAL);
  }

  private static Delayed delay(long minMillis, long maxMillis) {
    TimeRange range = TimeRange.ofMillis(minMillis, maxMillis);
    return new Delayed(new Delay.Uniform(range), ways(THERE));
  }

  @Test
  void a_delay_comes_on_top_and_keeps_the_order() throws Exception {
    try (CountingCluster cluster = counting(2).started(delay(5, 50))) {
      cluster.awaitNumber(100, THERE);
      assertThat(cluster.heard(THERE)).startsWith(1, 2, 3).isSorted().doesNotHaveDuplicates();
      assertThat(cluster.delivered(THERE))
          .allMatch(it -> cluster.took(it).compareTo(Duration.ofMillis(5)) >= 0);
    }
  }

  @Test
  void what_is_held_back_stays_in_front_of_what_comes_after_the_heal() throws Exception {
    try (CountingCluster cluster = counting(2).started(delay(30, 60))) {
      cluster.awaitNumber(20, BACK);
      cluster.inject(new Heal());
      cluster.awaitNumber(100, THERE);
      assertThat(cluster.heard(THERE)).startsWith(1, 2, 3).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void a_thread_that_is_late_does_not_let_the_new_overtake_the_old() throws Exception {
    try (CountingCluster cluster = counting(2).started(delay(20, 21))) {
      for (int turn = 0; turn < 5; turn++) {
        cluster.awaitMore(10, BACK);
        cluster.run(
            live -> {
              live.inject(new Heal());
              live.inject(new Fault.Fire(nodes(1), Counting.NEXT));
              long allAreDueNanos = live.trace().nowNanos() + 30_000_000;
              while (live.trace().nowNanos() < allAreDueNanos) {
                Thread.onSpinWait();
              }
            });
        cluster.awaitMore(10, THERE);
        cluster.inject(delay(20, 21));
      }
      assertThat(cluster.heard(THERE)).startsWith(1, 2, 3).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void reordered_messages_are_overtaken_and_none_is_lost() throws Exception {
    try (CountingCluster cluster = counting(2).started(Mishap.REORDER.on(0.3, ways(THERE)))) {
      cluster.await(
          () ->
              cluster.deliveredHere(THERE).stream().map(Delivered::message).distinct().count()
                  > 99);
      cluster.inject(new Fault.Pause(nodes(1)));
      cluster.await(() -> cluster.deliveredHere(THERE).size() == cluster.sentBy(N1));
      List<Integer> heard = cluster.heard(THERE);
      assertThat(heard).doesNotHaveDuplicates();
      assertThat(heard).isNotEqualTo(heard.stream().sorted().toList());
      assertThat(cluster.heard(BACK)).isSorted();
    }
  }

  @Test
  void loss_takes_some_messages_and_leaves_the_others_in_order() throws Exception {
    try (CountingCluster cluster = counting(2).started(Mishap.LOSS.on(0.5, ways(THERE)))) {
      cluster.awaitNumber(100, THERE);
      assertThat(cluster.heard(THERE)).isSorted().doesNotHaveDuplicates();
      assertThat(cluster.causes(THERE)).hasSizeGreaterThan(20).containsOnly(DropCause.LOST);
      assertThat(cluster.causes(BACK)).isEmpty();
    }
  }

  @Test
  void duplicates_are_handled_twice_one_after_the_other() throws Exception {
    try (CountingCluster cluster = counting(2).started(Mishap.DUPLICATE.on(1, ways(THERE)))) {
      cluster.awaitNumber(10, THERE);
      cluster.awaitMore(5, THERE);
      assertThat(cluster.heard(THERE)).startsWith(1, 1, 2, 2, 3, 3).isSorted();
      assertThat(cluster.heard(BACK)).startsWith(1, 2, 3).doesNotHaveDuplicates();
    }
  }

  @Test
  void messages_are_dropped_by_name_receiver_and_count() throws Exception {
    Fault nextThree = new Drop("Say", ANYBODY, nodes(2), OptionalInt.of(3));
    Fault all = new Drop("Shout", nodes(1), ANYBODY, OptionalInt.empty());
    try (CountingCluster cluster = counting(3).started(nextThree, all)) {
      cluster.awaitNumber(31, THERE);
      cluster.awaitNumber(31, way(N3, N2));
      assertThat(cluster.causes(THERE)).containsOnly(DropCause.PICKED);
      List<Dropped> dropped = cluster.events(Dropped.class);
      assertThat(dropped).filteredOn(it -> it.message() instanceof Counting.Say).hasSize(3);
      assertThat(dropped)
          .filteredOn(it -> it.message() instanceof Counting.Shout)
          .hasSizeGreaterThan(5)
          .allMatch(it -> it.from().equals(N1));
    }
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(new Cut(ways(THERE)), "1-3,1-4,1-5,2->1,2-3,2-4,2-5,3-4,3-5,4-5"),
        Arguments.of(new Partition(List.of(nodes(1, 2))), "1-2,3-4,3-5,4-5"),
        Arguments.of(new Isolate(nodes(1, 2)), "3-4,3-5,4-5"),
        Arguments.of(new Deaf(nodes(1)), "1->2,1->3,1->4,1->5,2-3,2-4,2-5,3-4,3-5,4-5"),
        Arguments.of(new Mute(nodes(5)), "1-2,1-3,1-4,1->5,2-3,2-4,2->5,3-4,3->5,4->5"),
        Arguments.of(new Bridge(N3), "1-2,1-3,2-3,3-4,3-5,4-5"),
        Arguments.of(new Ring(), "1-2,1-5,2-3,3-4,4-5"),
        Arguments.of(new OnlyLinks(ways(THERE, BACK, way(N2, N3))), "1-2,2->3"));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void messages_pass_where_a_link_is_up_and_nowhere_else(LinkFault fault, String up)
      throws Exception {
    try (CountingCluster cluster = new CountingCluster(5, Duration.ofMillis(10)).started(fault)) {
      SortedSet<Direction> passing = new TreeSet<>();
      for (NodeId from : cluster.cluster().spec().members()) {
        for (NodeId to : cluster.cluster().spec().members()) {
          if (!from.equals(to) && passes(cluster, way(from, to))) {
            passing.add(way(from, to));
          }
        }
      }
      assertThat(FaultText.links(passing).replace("n", "")).isEqualTo(up);
    }
  }

  /** Waits for five fates of one direction, which must be all the same. */
  private static boolean passes(CountingCluster cluster, Direction way)
      throws InterruptedException {
    cluster.await(
        () -> cluster.deliveredHere(way).size() >= 5 || cluster.droppedHere(way).size() >= 5);
    boolean passes = !cluster.delivered(way).isEmpty();
    assertThat(cluster.causes(way).isEmpty()).as("%s passes", way).isEqualTo(passes);
    assertThat(cluster.causes(way)).allMatch(DropCause.CUT::equals);
    return passes;
  }

  @Test
  void one_link_is_healed_and_the_others_stay_as_they_are() throws Exception {
    Fault isolation = new Isolate(nodes(1));
    Fault loss = Mishap.LOSS.on(1, ways(way(N2, N3)));
    try (CountingCluster cluster = counting(3).started(isolation, loss)) {
      cluster.inject(new Heal(ways(THERE, BACK)));
      cluster.awaitMore(20, THERE);
      cluster.awaitMore(20, BACK);
      assertThat(cluster.heard(way(N1, N3))).isEmpty();
      assertThat(cluster.heard(way(N2, N3))).isEmpty();
      cluster.inject(new Heal());
      cluster.awaitMore(20, way(N1, N3));
      cluster.awaitMore(20, way(N2, N3));
    }
  }

  @Test
  void faults_of_one_link_add_up() throws Exception {
    Fault twice = Mishap.DUPLICATE.on(1, ways(THERE));
    try (CountingCluster cluster = counting(2).started(twice, delay(10, 40))) {
      cluster.awaitNumber(30, THERE);
      cluster.inject(new Cut(ways(THERE)));
      cluster.await(() -> cluster.droppedHere(THERE).size() >= 30);
      cluster.inject(new Heal());
      cluster.awaitMore(30, THERE);
      assertThat(cluster.heard(THERE)).startsWith(1, 1, 2, 2).isSorted();
      assertThat(fates(cluster)).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_cluster_that_closes_loses_what_is_held_back_and_all_has_met_its_fate() throws Exception {
    Fault reordered = Mishap.REORDER.on(0.5, ways(BACK));
    CountingCluster cluster = counting(2).started(delay(10_000, 20_000), reordered);
    cluster.awaitNumber(20, BACK);
    cluster.inject(new Fault.Pause(nodes(2), Optional.of(Duration.ofSeconds(60))));
    cluster.await(() -> cluster.count(Sent.class) > 60);
    cluster.close();
    assertThat(cluster.events(Delivered.class)).noneMatch(it -> it.to().equals(N2));
    List<Long> sent = cluster.events(Sent.class).stream().map(TraceEvent::number).toList();
    assertThat(fates(cluster)).containsExactlyInAnyOrderElementsOf(sent);
  }

  /** The causes of all first deliveries and of all losses. */
  private static List<Long> fates(CountingCluster cluster) {
    Stream<Long> delivered = cluster.events(Delivered.class).stream().map(TraceEvent::cause);
    Stream<Long> dropped = cluster.events(Dropped.class).stream().map(TraceEvent::cause);
    return Stream.concat(delivered.distinct(), dropped).toList();
  }

  @Test
  void a_link_of_nobody_is_refused_and_nothing_happens() throws Exception {
    try (CountingCluster cluster = counting(2).started()) {
      assertThatThrownBy(() -> cluster.inject(new Cut(ways(way(N1, N3)))))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> cluster.inject(new Bridge(N3)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(cluster.<Long>call(live -> cluster.count(TraceEvent.FaultInjected.class)))
          .isZero();
      cluster.awaitMore(5, THERE);
    }
  }
}
