package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.Experiment;
import quorate.experiments.Scenario;
import quorate.experiments.Setup;
import quorate.experiments.Trial;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Messages;
import quorate.lab.simulator.Network;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceText;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Purpose;
import quorate.spi.Timer;
import quorate.spi.Timing;

/**
 * What every election algorithm must do, whatever it is: the contract of {@code quorate.spi}. The
 * tests of each algorithm extend this class and say which algorithm it is.
 *
 * <p>The tests are public, so that tests of the tests can call them with an algorithm that is
 * broken on purpose.
 */
public abstract class ElectionContract extends CalmContract {

  /** Runs in which elections overlap, if something is promised and all options are defaults. */
  private static final int INTERLEAVINGS = 1000;

  /** The same for anything else: options change little about how elections overlap. */
  private static final int FEWER_INTERLEAVINGS = 100;

  private static final String LOOK = "a_first_look_finds_nothing_wrong";

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

  @Tag("long")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7})
  public void promises_hold_under_all_faults_and_the_cluster_settles_when_they_end(int size) {
    SortedSet<String> heard = new TreeSet<>();
    long leaders = 0;
    int runs = runsOfChaos(size);
    for (int number = 1; number <= runs; number++) {
      ChaosTrial trial = new ChaosTrial(algorithm(), options(), size, number);
      trial.cluster().trace().observe(event -> note(event, heard));
      leaders += trial.run().leaders();
    }
    assertThat(leaders).as("how often somebody became leader").isGreaterThan(2L * runs);
    if (size > 2) {
      assertThat(heard).containsExactlyElementsOf(namesOfMessages());
    }
  }

  /**
   * Promises hold in whatever order elections overlap: two nodes ask at once, an answer comes late,
   * a voter restarts between its answer and the next question, a winner is not heard.
   */
  @Tag("long")
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  public void promises_hold_however_elections_overlap(int size) {
    int leaders = 0;
    boolean all = options().isEmpty() && !algorithm().promises().isEmpty();
    int runs = all ? INTERLEAVINGS : FEWER_INTERLEAVINGS;
    for (int seed = 1; seed <= runs; seed++) {
      leaders += new Interleaving(algorithm(), options(), size, seed).run().leaders();
    }
    // Where messages go from node to node, as in a ring, a turn is mostly too short for an
    // election.
    assertThat(leaders).as("how often somebody became leader").isGreaterThan(runs / 10);
  }

  private static void note(TraceEvent event, SortedSet<String> heard) {
    if (event instanceof Delivered delivered) {
      heard.add(delivered.message().name());
    }
  }

  /**
   * With three nodes they are enough for nearly every planted bug; options change few of the rules.
   */
  private int runsOfChaos(int size) {
    int runs =
        switch (size) {
          case 1 -> 50;
          case 3 -> 500;
          case 5 -> 200;
          case 7 -> 150;
          default -> 100;
        };
    boolean all = options().isEmpty() && !algorithm().promises().isEmpty();
    return all ? runs : Math.min(runs, 100);
  }

  private SortedSet<String> namesOfMessages() {
    SortedSet<String> names = new TreeSet<>(Messages.namesOf(algorithm()));
    messagesNotSent().forEach(message -> names.remove(message.getSimpleName()));
    return names;
  }

  /** The name of a run is its algorithm, options, size, seed and faults. */
  @Test
  public void the_same_seed_gives_the_same_trace() {
    for (int number = 1; number <= 10; number++) {
      List<String> once = traceOf(number);
      assertThat(once).hasSizeGreaterThan(100);
      assertThat(traceOf(number)).as("run %d again", number).isEqualTo(once);
      assertThat(traceOf(number + 100)).as("another run").isNotEqualTo(once);
    }
  }

  /** Nor does it matter which virtual machine runs it: two processes, the oldest and the newest. */
  @Tag("long")
  @Test
  public void every_virtual_machine_gives_the_same_traces() throws IOException {
    List<List<String>> both = Fingerprints.onTwoMachines(algorithm(), options(), seedsElsewhere());
    assertThat(both.get(0)).hasSize(seedsElsewhere()).doesNotHaveDuplicates();
    assertThat(both.get(1)).isEqualTo(both.get(0));
  }

  private List<String> traceOf(int number) {
    List<String> lines = new ArrayList<>();
    ChaosTrial trial = new ChaosTrial(algorithm(), options(), 3, number);
    trial.cluster().trace().observe(event -> lines.add(TraceText.line(event)));
    trial.run();
    return lines;
  }

  @Test
  public void equal_events_give_equal_effects_and_questions_change_nothing() {
    long leaders = 0;
    ElectionAlgorithm twins = TwinNode.twinsOf(algorithm());
    for (int number = 1; number <= 20; number++) {
      leaders += new ChaosTrial(twins, options(), 3, number).run().leaders();
    }
    assertThat(leaders).isGreaterThan(20);
  }

  // Scenarios

  /**
   * Whatever the scenarios that come with the program do, the cluster settles afterwards, and the
   * same trial comes out the same.
   */
  @ParameterizedTest
  @MethodSource("quorate.experiments.Scenarios#all")
  public void every_scenario_ends_in_an_agreement(Scenario scenario) throws InterruptedException {
    Experiment experiment =
        new Experiment(spec(5, 1), scenario, Setup.DEFAULT, Optional.of(Network.DEFAULT));
    Trial trial = Trial.simulate(experiment, 1);
    assertThat(trial.outcome().unsettledBecause()).isEmpty();
    assertThat(Trial.simulate(experiment, 1).fingerprint()).isEqualTo(trial.fingerprint());
  }

  // Types and errors

  @Test
  public void messages_are_plain_public_records_with_names_of_their_own() {
    assertThat(Shape.faultsOfMessages(algorithm().messageType())).isEmpty();
    assertThat(Messages.namesOf(algorithm())).isNotEmpty();
  }

  @Test
  public void everything_sent_and_saved_in_a_run_has_the_declared_shape() {
    ChaosTrial trial = new ChaosTrial(algorithm(), options(), 3, 1);
    trial.cluster().trace().observe(this::checkShape);
    trial.run();
    assertThat(trial.cluster().state(new NodeId(1))).isInstanceOf(Record.class);
  }

  private void checkShape(TraceEvent event) {
    if (event instanceof Delivered delivered) {
      assertThat(delivered.message()).isInstanceOf(algorithm().messageType());
      assertThat(delivered.message().purpose()).isNotNull();
    } else if (event instanceof Persisted persisted) {
      assertThat(Shape.faultsOfRecord(persisted.state().getClass())).isEmpty();
    }
  }

  @Test
  public void a_message_of_another_algorithm_is_refused() {
    record UnheardOf() implements Message {
      @Override
      public Purpose purpose() {
        return Purpose.ELECTION;
      }
    }
    NodeId other = new NodeId(2);
    assertThatThrownBy(() -> newNode().onMessage(other, new UnheardOf(), new RecordedEffects()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UnheardOf");
  }

  @Test
  public void a_timer_of_another_algorithm_is_refused() {
    assertThatThrownBy(() -> newNode().onTimer(new Timer("UNHEARD_OF"), new RecordedEffects()))
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
    algorithm()
        .vote()
        .ifPresent(
            vote ->
                assertThat(newNode().state().getClass().getRecordComponents())
                    .extracting(RecordComponent::getName)
                    .contains(vote));
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
}
