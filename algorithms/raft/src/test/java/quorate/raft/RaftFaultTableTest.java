package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.raft.FaultRun.FIRST_LEADER;
import static quorate.raft.RaftFixture.n;
import static quorate.raft.RaftVariant.ALL_OF_THE_DISSERTATION;
import static quorate.raft.RaftVariant.PLAIN;
import static quorate.raft.RaftVariant.PREVOTE;
import static quorate.raft.RaftVariant.PREVOTE_AND_RECENT_LEADER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.LinkFault;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * What becomes of Raft under a fault, plain and with the variants of the dissertation. The leader
 * is n3 when the fault comes. In no run are there two leaders of one term.
 */
class RaftFaultTableTest {

  private static final int SEEDS = 20;

  private static final List<RaftVariant> COLUMNS =
      List.of(PLAIN, PREVOTE, PREVOTE_AND_RECENT_LEADER, ALL_OF_THE_DISSERTATION);

  /** A fault, and how long it is watched; it may be over before. */
  private enum Row {
    NO_FAULT(5, run -> run.pass(Duration.ofSeconds(20))),
    ONE_NODE_DEAF(5, run -> stays(new Cutting.Deaf(nodes(5)), run)),
    ONE_OF_THREE_MUTE(3, run -> stays(new Cutting.Mute(nodes(1)), run)),
    A_FOLLOWER_CUT_OFF_FOR_FIVE_SECONDS_AND_BACK(5, Row::cutOffAndBack),
    THREE_NODES_AND_THE_LINK_BETWEEN_LEADER_3_AND_1_CUT(
        3, run -> stays(new Cutting.Cut(links(1, 3)), run)),
    ONLY_LINKS_12_13_23_24_35_AND_LEADER_3(
        5, run -> stays(new Cutting.OnlyLinks(links(1, 2, 1, 3, 2, 3, 2, 4, 3, 5)), run)),
    FOUR_NODES_SPLIT_IN_HALVES(4, run -> stays(new Cutting.Partition(List.of(nodes(1, 2))), run)),
    THE_LEADER_AND_ONE_MORE_CUT_FROM_THREE(
        5, run -> stays(new Cutting.Partition(List.of(nodes(3, 4))), run)),
    /** Beside the table: only n2 has links to a majority, and the leader n3 has one to n2. */
    ALL_LINKS_LEAD_TO_2_AND_LEADER_3_HAS_NO_MAJORITY(
        5, run -> stays(new Cutting.OnlyLinks(links(1, 2, 2, 3, 2, 4, 2, 5)), run)),
    /** Beside the table: followers hear the leader's heartbeats, but it does not hear them. */
    A_DEAF_LEADER(5, run -> stays(new Cutting.Deaf(nodes(3)), run));

    private final int size;
    private final Consumer<FaultRun> story;

    Row(int size, Consumer<FaultRun> story) {
      this.size = size;
      this.story = story;
    }

    private static void stays(LinkFault fault, FaultRun run) {
      run.inject(fault).pass(Duration.ofSeconds(20));
    }

    private static void cutOffAndBack(FaultRun run) {
      run.inject(new Cutting.Isolate(nodes(1))).pass(Duration.ofSeconds(5));
      assertThat(run.newLeaders()).as("while it is away").isEmpty();
      run.inject(new LinkFault.Heal()).pass(Duration.ofSeconds(5));
    }

    private FaultRun play(RaftVariant variant, long seed) {
      FaultRun run = new FaultRun(variant, size, seed);
      story.accept(run);
      assertThat(run.figures().newLeaders()).isEqualTo(run.newLeaders().size());
      assertThat(run.figures().sameEpochLeaders()).isZero();
      assertThat(run.dropped() > 0).as("the fault was felt").isEqualTo(this != NO_FAULT);
      return run;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** What is true at the end of each run. */
  private enum Outcome {
    STABLE(
        run -> {
          assertThat(run.newLeaders()).isEmpty();
          assertThat(run.leaders()).containsExactly(FIRST_LEADER);
          assertThat(run.figures().epochs()).isZero();
          assertThat(run.figures().served()).isEqualTo(1);
        }),
    A_NEW_LEADER_EVERY_HALF_SECOND(
        run -> {
          assertThat(run.newLeaders()).hasSizeBetween(30, 50);
          assertThat(run.figures().served()).isBetween(0.4, 0.7);
          assertThat(run.figures().epochs()).isGreaterThan(60);
        }),
    EXACTLY_ONE_CHANGE(
        run -> {
          assertThat(run.newLeaders()).hasSize(1);
          assertThat(run.leaders()).isEqualTo(run.newLeaders());
          assertThat(run.figures().epochs()).as("those of the one that was away").isGreaterThan(10);
        }),
    AT_MOST_ONE_CHANGE(
        run -> {
          assertThat(run.newLeaders()).hasSizeLessThanOrEqualTo(1);
          assertThat(run.leaders()).hasSize(1);
          assertThat(run.figures().epochs()).isEqualTo(run.newLeaders().size());
        }),
    FLIP_FLOP_BETWEEN_1_AND_3(
        run -> {
          List<NodeId> toAndFro = new ArrayList<>();
          for (int i = 0; i < run.newLeaders().size(); i++) {
            toAndFro.add(n(i % 2 == 0 ? 1 : 3));
          }
          assertThat(run.newLeaders()).hasSizeGreaterThan(40).isEqualTo(toAndFro);
        }),
    NO_STABLE_LEADER(
        run -> {
          assertThat(run.newLeaders()).hasSizeGreaterThan(20);
          assertThat(run.figures().served()).isBetween(0.3, 0.7);
        }),
    NO_LEADER_AND_TERMS_RUN_AWAY(
        run -> {
          assertThat(run.newLeaders()).isEmpty();
          assertThat(run.figures().served()).isZero();
          assertThat(run.figures().epochs()).isGreaterThan(60);
        }),
    NO_LEADER_AND_TERMS_CONSTANT(
        run -> {
          assertThat(run.newLeaders()).isEmpty();
          assertThat(run.figures().served()).isZero();
          assertThat(run.figures().epochs()).isZero();
        }),
    A_NEW_LEADER_AND_THE_OLD_ONE_BELIEVES_ON(
        run -> {
          assertThat(run.newLeaders()).hasSize(1).doesNotContain(n(3), n(4));
          NodeId fresh = run.newLeaders().get(0);
          assertThat(run.leaders()).containsExactlyInAnyOrder(FIRST_LEADER, fresh);
          assertThat(run.term(FIRST_LEADER)).isEqualTo(1).isLessThan(run.term(fresh));
          assertThat(run.figures().served()).isGreaterThan(0.95);
        }),
    A_NEW_LEADER_AND_THE_OLD_ONE_STEPS_DOWN(
        run -> {
          assertThat(run.newLeaders()).hasSize(1).doesNotContain(FIRST_LEADER);
          assertThat(run.leaders()).isEqualTo(run.newLeaders());
          assertThat(run.term(FIRST_LEADER)).as("a candidate, but in its old term").isEqualTo(1);
          assertThat(run.figures().served()).isGreaterThan(0.95);
        }),
    LEADER_2_AFTER_SOME_TERMS(
        run -> {
          assertThat(run.leaders()).containsExactly(n(2));
          assertThat(run.newLeaders()).containsOnly(n(2));
          assertThat(run.figures().served()).isGreaterThan(0.9);
        }),
    ONLY_THE_OLD_LEADER_AND_NO_SERVICE(
        run -> {
          assertThat(run.leaders()).containsExactly(FIRST_LEADER);
          assertThat(run.newLeaders()).isEmpty();
          assertThat(run.figures().served()).isZero();
        });

    private final Consumer<FaultRun> check;

    Outcome(Consumer<FaultRun> check) {
      this.check = check;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @TestFactory
  Stream<DynamicTest> every_cell_comes_out_as_stated() {
    return Stream.of(
            row(Row.NO_FAULT, Outcome.STABLE, Outcome.STABLE, Outcome.STABLE, Outcome.STABLE),
            row(
                Row.ONE_NODE_DEAF,
                Outcome.A_NEW_LEADER_EVERY_HALF_SECOND,
                Outcome.STABLE,
                Outcome.STABLE,
                Outcome.STABLE),
            row(
                Row.ONE_OF_THREE_MUTE,
                Outcome.STABLE,
                Outcome.STABLE,
                Outcome.STABLE,
                Outcome.STABLE),
            row(
                Row.A_FOLLOWER_CUT_OFF_FOR_FIVE_SECONDS_AND_BACK,
                Outcome.EXACTLY_ONE_CHANGE,
                Outcome.AT_MOST_ONE_CHANGE,
                Outcome.STABLE,
                Outcome.STABLE),
            row(
                Row.THREE_NODES_AND_THE_LINK_BETWEEN_LEADER_3_AND_1_CUT,
                Outcome.FLIP_FLOP_BETWEEN_1_AND_3,
                Outcome.FLIP_FLOP_BETWEEN_1_AND_3,
                Outcome.STABLE,
                Outcome.STABLE),
            row(
                Row.ONLY_LINKS_12_13_23_24_35_AND_LEADER_3,
                Outcome.NO_STABLE_LEADER,
                Outcome.STABLE,
                Outcome.STABLE,
                Outcome.STABLE),
            row(
                Row.FOUR_NODES_SPLIT_IN_HALVES,
                Outcome.NO_LEADER_AND_TERMS_RUN_AWAY,
                Outcome.NO_LEADER_AND_TERMS_CONSTANT,
                Outcome.NO_LEADER_AND_TERMS_CONSTANT,
                Outcome.NO_LEADER_AND_TERMS_CONSTANT),
            row(
                Row.THE_LEADER_AND_ONE_MORE_CUT_FROM_THREE,
                Outcome.A_NEW_LEADER_AND_THE_OLD_ONE_BELIEVES_ON,
                Outcome.A_NEW_LEADER_AND_THE_OLD_ONE_BELIEVES_ON,
                Outcome.A_NEW_LEADER_AND_THE_OLD_ONE_BELIEVES_ON,
                Outcome.A_NEW_LEADER_AND_THE_OLD_ONE_STEPS_DOWN),
            row(
                Row.ALL_LINKS_LEAD_TO_2_AND_LEADER_3_HAS_NO_MAJORITY,
                Outcome.LEADER_2_AFTER_SOME_TERMS,
                Outcome.ONLY_THE_OLD_LEADER_AND_NO_SERVICE,
                Outcome.ONLY_THE_OLD_LEADER_AND_NO_SERVICE,
                Outcome.LEADER_2_AFTER_SOME_TERMS),
            row(
                Row.A_DEAF_LEADER,
                Outcome.ONLY_THE_OLD_LEADER_AND_NO_SERVICE,
                Outcome.ONLY_THE_OLD_LEADER_AND_NO_SERVICE,
                Outcome.ONLY_THE_OLD_LEADER_AND_NO_SERVICE,
                Outcome.A_NEW_LEADER_AND_THE_OLD_ONE_STEPS_DOWN))
        .flatMap(cells -> cells);
  }

  /** A test for each column. */
  private static Stream<DynamicTest> row(Row row, Outcome... outcomes) {
    return IntStream.range(0, COLUMNS.size())
        .mapToObj(column -> cell(row, COLUMNS.get(column), outcomes[column]));
  }

  private static DynamicTest cell(Row row, RaftVariant variant, Outcome outcome) {
    return DynamicTest.dynamicTest(
        row + ", " + variant + ": " + outcome, () -> check(row, variant, outcome));
  }

  private static void check(Row row, RaftVariant variant, Outcome outcome) {
    List<FaultRun> runs =
        LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> row.play(variant, seed)).toList();

    assertThat(runs).as("%s, %s: %s", row, variant, outcome).allSatisfy(outcome.check);
    if (outcome == Outcome.AT_MOST_ONE_CHANGE) {
      assertThat(runs).extracting(run -> run.newLeaders().size()).contains(0, 1);
    }
  }

  private static SortedSet<NodeId> nodes(Integer... ids) {
    return new TreeSet<>(Stream.of(ids).map(NodeId::new).toList());
  }

  /** Links between pairs of nodes, in both directions. */
  private static SortedSet<Direction> links(int... ends) {
    SortedSet<Direction> directions = new TreeSet<>();
    for (int i = 0; i < ends.length; i += 2) {
      directions.add(new Direction(n(ends[i]), n(ends[i + 1])));
      directions.add(new Direction(n(ends[i + 1]), n(ends[i])));
    }
    return directions;
  }
}
