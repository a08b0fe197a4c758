package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.Failure;
import quorate.experiments.typed.Assignments;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Timer;
import quorate.spi.Timing;
import quorate.testkit.AlteredAlgorithm.AlteredNode;

class ChaosTrialTest {

  private static final ElectionAlgorithm ROLL_CALL = new RollCall();

  @Test
  void a_broken_promise_is_told_with_the_line_that_replays_it_and_what_was_done() {
    assertThatThrownBy(
            () -> {
              for (int number = 1; number <= 100; number++) {
                ChaosTrial.ofPromises(ROLL_CALL, Map.of(), 3, number).run();
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "(?s)two leaders in epoch .*\nbecause\n.*"
                + "replay: ChaosTrial.ofPromises\\(new RollCall\\(\\), Map.of\\(\\), 3, \\d+\\).run\\(\\)\n"
                + "the last of \\d+ faults and waits:\n.*");
  }

  @Test
  void nobody_who_stays_in_the_end_is_told_as_well_but_not_asked_for_where_only_promises_count() {
    ElectionAlgorithm silent =
        new AlteredAlgorithm(
            "silent",
            ROLL_CALL,
            (setup, honest) ->
                new AlteredNode(honest.newNode(setup)) {
                  @Override
                  public void onTimer(Timer timer, Effects out) {}
                });
    assertThat(ChaosTrial.ofPromises(silent, Map.of(), 3, 1).run().leaders()).isZero();
    assertThatThrownBy(() -> new ChaosTrial(silent, Map.of(), 3, 1).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no leader came within 60 s of the start")
        .hasMessageContaining("replay: new ChaosTrial(");
  }

  /** What a test finds can be found at the prompt, and shrunk there. */
  @Test
  void a_trial_is_the_run_of_that_number_of_the_command_with_seed_1() throws InterruptedException {
    Chaos typed =
        new Chaos(ROLL_CALL, Map.of(), OptionalInt.of(3), Assignments.of(List.of()), false, 1);
    for (int number = 1; number <= 20; number++) {
      Failure found = typed.run(number).failure().orElseThrow();
      ChaosTrial trial = ChaosTrial.ofPromises(ROLL_CALL, Map.of(), 3, number);
      assertThatThrownBy(trial::run).hasMessageStartingWith(found.description());
    }
  }

  @Test
  void a_rule_that_throws_ends_a_test_with_a_virtual_cluster() {
    ElectionAlgorithm broken =
        new AlteredAlgorithm(
            "broken",
            ROLL_CALL,
            (setup, honest) ->
                new AlteredNode(honest.newNode(setup)) {
                  @Override
                  public void onTimer(Timer timer, Effects out) {
                    throw new IllegalStateException("out of breath");
                  }
                });
    VirtualCluster cluster =
        new VirtualCluster(new ClusterSpec("test", broken, 2, Timing.DEFAULT, Map.of(), 1));
    cluster.startAll();
    List<Boolean> steps = new ArrayList<>();
    assertThatThrownBy(() -> steps.add(cluster.step())).hasMessage("out of breath");
    assertThat(steps).isEmpty();
  }
}
