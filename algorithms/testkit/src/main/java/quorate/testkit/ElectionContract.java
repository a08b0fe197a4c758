package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.Experiment;
import quorate.experiments.Scenario;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.Trial;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.simulator.Network;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceText;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Purpose;
import quorate.spi.Theory;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;

/**
 * What every election algorithm must do, whatever it is: the contract of {@code quorate.spi}. The
 * tests of each algorithm extend this class and say which algorithm it is.
 *
 * <p>The tests are public, so that tests of the tests can call them with an algorithm that is
 * broken on purpose.
 */
public abstract class ElectionContract {

  /** Runs of chaos with three nodes, if something is promised: enough for every planted bug. */
  private static final int SEEDS_OF_THREE = 1000;

  /** Runs of chaos with any other number of nodes, at least. */
  private static final int SEEDS = 100;

  /** Runs in which elections overlap, if something is promised and all options are defaults. */
  private static final int INTERLEAVINGS = 1000;

  /** The same for anything else: options change little about how elections overlap. */
  private static final int FEWER_INTERLEAVINGS = 100;

  /**
   * How many messages are delivered in chaos at least, by the number of nodes: a million in all.
   * The more nodes, the more messages a run has, and the less one of them costs.
   */
  static final SortedMap<Integer, Integer> DELIVERIES =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(Map.of(1, 0, 2, 10_000, 3, 30_000, 4, 60_000, 5, 100_000, 7, 800_000)));

  private static final String LOOK = "a_first_look_finds_nothing_wrong";

  /** The algorithm. */
  protected abstract ElectionAlgorithm algorithm();

  /** The options to test it with; by default none. */
  protected Map<String, String> options() {
    return Map.of();
  }

  /** How many runs two virtual machines must agree on; a further variant may do with fewer. */
  protected int seedsElsewhere() {
    return 1000;
  }

  /** The messages that are never sent with these options; by default each is, sooner or later. */
  protected Set<Class<? extends Message>> messagesNotSent() {
    return Set.of();
  }

  // Before all else

  /** A mistake that fails most tests is told once, in a few lines. */
  @BeforeEach
  final void look(TestInfo test) {
    boolean looks = test.getTestMethod().filter(it -> it.getName().equals(LOOK)).isPresent();
    if (!looks && FirstLook.at(algorithm(), options()).isPresent()) {
      Assumptions.abort("the test " + LOOK + " says what is wrong");
    }
  }

  /**
   * The algorithm touches the world only through its effects, its messages are records, and none of
   * its rules throws as soon as a cluster runs.
   */
  @Test
  public void a_first_look_finds_nothing_wrong() {
    FirstLook.at(algorithm(), options()).ifPresent(Assertions::fail);
  }

  // Whatever happens

  /**
   * Promises hold under all faults; and when the faults are over, the cluster settles.
   *
   * <p>There are as many runs as it takes to deliver {@link #DELIVERIES}, so that an algorithm that
   * says little is not tested less.
   */
  @ParameterizedTest
  @MethodSource("quorate.testkit.ElectionContract#sizesOfChaos")
  public void promises_hold_under_all_faults_and_the_cluster_settles_when_they_end(int size) {
    TreeMap<String, Long> heard = new TreeMap<>();
    int leaders = 0;
    int runs = 0;
    int seeds = size == 3 && !algorithm().promises().isEmpty() ? SEEDS_OF_THREE : SEEDS;
    while (runs < seeds || deliveries(heard) < DELIVERIES.getOrDefault(size, 0)) {
      runs++;
      Chaos chaos = new Chaos(algorithm(), options(), size, runs);
      chaos.cluster().trace().observe(event -> note(event, heard));
      Outcome outcome = chaos.run().recover();
      assertThat(outcome.leader()).as(chaos.replay()).isPresent();
      leaders += chaos.leaders();
    }
    assertThat(leaders).as("how often somebody became leader").isGreaterThan(2 * runs);
    if (size > 2) {
      assertThat(heard.keySet()).containsExactlyElementsOf(namesOfMessages());
    }
  }

  /**
   * Promises hold in whatever order elections overlap: two nodes ask at once, an answer comes late,
   * a voter restarts between its answer and the next question, a winner is not heard.
   */
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  public void promises_hold_however_elections_overlap(int size) {
    int leaders = 0;
    boolean all = options().isEmpty() && !algorithm().promises().isEmpty();
    int runs = all ? INTERLEAVINGS : FEWER_INTERLEAVINGS;
    for (int seed = 1; seed <= runs; seed++) {
      leaders += new Interleaving(algorithm(), options(), size, seed).run().leaders();
    }
    assertThat(leaders).as("how often somebody became leader").isGreaterThan(runs / 2);
  }

  /** With how many nodes there is chaos. */
  static Set<Integer> sizesOfChaos() {
    return DELIVERIES.keySet();
  }

  private SortedSet<String> namesOfMessages() {
    SortedSet<String> names = new TreeSet<>(Messages.namesOf(algorithm()));
    messagesNotSent().forEach(message -> names.remove(message.getSimpleName()));
    return names;
  }

  private static long deliveries(Map<String, Long> heard) {
    return heard.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void note(TraceEvent event, Map<String, Long> heard) {
    if (event instanceof Delivered delivered) {
      heard.merge(delivered.message().name(), 1L, Long::sum);
    }
  }

  /** The name of a run is its algorithm, options, size, seed and faults. */
  @Test
  public void the_same_seed_gives_the_same_trace() {
    for (long seed = 1; seed <= 10; seed++) {
      List<String> once = traceOf(seed);
      assertThat(once).hasSizeGreaterThan(100);
      assertThat(traceOf(seed)).as("seed %d again", seed).isEqualTo(once);
      assertThat(traceOf(seed + 100)).as("another seed").isNotEqualTo(once);
    }
  }

  /** Nor does it matter which virtual machine runs it: two processes, the oldest and the newest. */
  @Test
  public void every_virtual_machine_gives_the_same_traces() throws IOException {
    Process oldest = Fingerprints.startOn(Jdks.oldest(), algorithm(), options(), seedsElsewhere());
    Process newest = Fingerprints.startOn(Jdks.newest(), algorithm(), options(), seedsElsewhere());
    try (BufferedReader ours = oldest.inputReader();
        BufferedReader theirs = newest.inputReader()) {
      List<String> lines = ours.lines().toList();
      assertThat(lines).hasSize(seedsElsewhere()).doesNotHaveDuplicates();
      assertThat(theirs.lines().toList()).isEqualTo(lines);
    } finally {
      oldest.destroyForcibly();
      newest.destroyForcibly();
    }
  }

  private List<String> traceOf(long seed) {
    Chaos chaos = new Chaos(algorithm(), options(), 3, seed);
    chaos.run().recover();
    return chaos.cluster().trace().events().stream().map(TraceText::line).toList();
  }

  /** Equal nodes do the same; questions change nothing; what they answered never changes. */
  @Test
  public void equal_events_give_equal_effects_and_questions_change_nothing() {
    int leaders = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Chaos chaos = new Chaos(TwinNode.twinsOf(algorithm()), options(), 3, seed);
      chaos.run().recover();
      leaders += chaos.leaders();
    }
    assertThat(leaders).isGreaterThan(20);
  }

  // When nothing fails

  /** A cluster of any size that starts on a good network agrees on a leader. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  public void a_cluster_that_starts_settles(int size) {
    for (long seed = 1; seed <= 10; seed++) {
      CalmTrial trial = new CalmTrial(spec(size, seed), TimeRange.ofMillis(1, 5));
      assertThat(trial.start().leader()).as("%d nodes, seed %d", size, seed).isPresent();
    }
  }

  /** Without faults nobody changes its mind for 100 heartbeats. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  public void a_leader_stays_when_nothing_fails(int size) {
    for (long seed = 1; seed <= 5; seed++) {
      CalmTrial trial = new CalmTrial(spec(size, seed), TimeRange.ofMillis(1, 5));
      trial.start();
      List<String> changes = new ArrayList<>();
      trial.cluster().trace().observe(event -> noteChange(event, changes));
      trial.cluster().runFor(Timing.DEFAULT.heartbeat().multipliedBy(100));
      assertThat(changes).as("%d nodes, seed %d", size, seed).isEmpty();
    }
  }

  private static void noteChange(TraceEvent event, List<String> changes) {
    if (event instanceof BeliefChanged) {
      changes.add(TraceText.line(event));
    }
  }

  /** When the leader crashes, the others agree on another one. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  public void a_crashed_leader_is_replaced(int size) {
    for (long seed = 1; seed <= 10; seed++) {
      CalmTrial trial = new CalmTrial(spec(size, seed), TimeRange.ofMillis(1, 5));
      NodeId first = trial.start().leader().orElseThrow();
      Outcome outcome = trial.crash(first);
      assertThat(outcome.leader()).as("%d nodes, seed %d", size, seed).isPresent();
      assertThat(outcome.leader()).isNotEqualTo(Optional.of(first));
    }
  }

  /** If there is a formula for what an undisturbed election costs, it is what is counted. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 7})
  public void an_undisturbed_election_costs_what_the_theory_says(int size) {
    int compared = 0;
    boolean hasTheory = false;
    for (long seed = 1; seed <= 40; seed++) {
      CalmTrial trial = new CalmTrial(spec(size, seed), TimeRange.ofMillis(2, 2));
      Outcome outcome = trial.crash(trial.start().leader().orElseThrow());
      Optional<Theory> theory = outcome.election().flatMap(algorithm()::theory);
      hasTheory |= theory.isPresent();
      if (theory.isPresent() && trial.begunByTimer() == 1) {
        trial.cluster().runFor(Duration.ofMillis(10)); // what was sent arrives
        Tally counted = trial.outcome().messages().of(Purpose.ELECTION);
        assertThat(counted.sent())
            .as("sent, %d nodes, seed %d: %s", size, seed, theory.get().formula())
            .isEqualTo(theory.get().sent());
        assertThat(counted.delivered())
            .as("delivered, %d nodes, seed %d", size, seed)
            .isEqualTo(theory.get().delivered());
        compared++;
      }
    }
    if (hasTheory) {
      assertThat(compared).as("undisturbed elections").isGreaterThan(5);
    }
  }

  // Scenarios

  /**
   * Whatever the scenarios that come with the program do, the cluster settles afterwards, and the
   * same trial comes out the same.
   */
  @ParameterizedTest
  @MethodSource("scenarios")
  public void every_scenario_ends_in_an_agreement(Scenario scenario) throws InterruptedException {
    Experiment experiment =
        new Experiment(spec(5, 1), scenario, Setup.DEFAULT, Optional.of(Network.DEFAULT));
    Trial trial = Trial.simulate(experiment, 1);
    assertThat(trial.outcome().unsettledBecause()).isEmpty();
    assertThat(Trial.simulate(experiment, 1).fingerprint()).isEqualTo(trial.fingerprint());
  }

  /** All scenarios of the program. */
  public static List<Scenario> scenarios() {
    return Scenarios.all();
  }

  // Types and errors

  /** Messages can go over a wire and be told apart by name. */
  @Test
  public void messages_are_plain_public_records_with_names_of_their_own() {
    assertThat(Shape.faultsOfMessages(algorithm().messageType())).isEmpty();
    assertThat(Messages.namesOf(algorithm())).isNotEmpty();
  }

  /**
   * Messages belong to the sealed type; what is saved is a public record, what is shown a record.
   */
  @Test
  public void everything_sent_and_saved_in_a_run_has_the_declared_shape() {
    Chaos chaos = new Chaos(algorithm(), options(), 3, 1);
    chaos.run().recover();
    for (TraceEvent event : chaos.cluster().trace().events()) {
      if (event instanceof Delivered delivered) {
        assertThat(delivered.message()).isInstanceOf(algorithm().messageType());
        assertThat(delivered.message().purpose()).isNotNull();
      } else if (event instanceof Persisted persisted) {
        assertThat(Shape.faultsOfRecord(persisted.state().getClass())).isEmpty();
      }
    }
    assertThat(chaos.cluster().state(new NodeId(1))).isInstanceOf(Record.class);
  }

  /** A message that the algorithm does not have is refused at once. */
  @Test
  public void a_message_of_another_algorithm_is_refused() {
    record UnheardOf() implements Message {
      @Override
      public Purpose purpose() {
        return Purpose.ELECTION;
      }
    }
    assertThatThrownBy(() -> newNode().onMessage(new NodeId(2), new UnheardOf(), NOWHERE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UnheardOf");
  }

  /** A timer that the algorithm does not have is refused at once. */
  @Test
  public void a_timer_of_another_algorithm_is_refused() {
    assertThatThrownBy(() -> newNode().onTimer(new Timer("UNHEARD_OF"), NOWHERE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UNHEARD_OF");
  }

  /** What the catalog shows is there, and an option that nobody knows is refused. */
  @Test
  public void the_algorithm_says_what_it_is() {
    assertThat(algorithm().name()).matches("[a-z][a-z0-9-]*");
    assertThat(algorithm().source()).isNotBlank();
    assertThat(List.copyOf(algorithm().promises())).isSorted();
    assertThatThrownBy(() -> spec(Map.of("unheard-of", "on")))
        .isInstanceOf(IllegalArgumentException.class);
    algorithm()
        .options()
        .forEach(option -> spec(Map.of(option.name(), option.defaultValue())).members());
  }

  private ClusterSpec spec(int size, long seed) {
    return new ClusterSpec("trial", algorithm(), size, Timing.DEFAULT, options(), seed);
  }

  private ClusterSpec spec(Map<String, String> typed) {
    return new ClusterSpec("contract", algorithm(), 3, Timing.DEFAULT, typed, 1);
  }

  private ElectionNode newNode() {
    List<NodeId> members = spec(options()).members();
    return algorithm()
        .newNode(
            new NodeSetup(members.get(0), members, Timing.DEFAULT, options(), Optional.empty()));
  }

  /** Effects for calls that are to have none. */
  private static final Effects NOWHERE = new TwinNode.Recording(null);
}
