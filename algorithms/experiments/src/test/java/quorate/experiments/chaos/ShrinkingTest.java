package quorate.experiments.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import quorate.experiments.ObservedCluster;
import quorate.experiments.chaos.Step.Do;
import quorate.experiments.chaos.Step.Pass;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Moment;
import quorate.experiments.typed.Assignments;
import quorate.lab.Flock;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Fault;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.spi.NodeId;

class ShrinkingTest {

  private static Fault fault(String line) {
    ObservedCluster cluster =
        new ObservedCluster(new SimulatedCluster(Flock.of(4), Network.DEFAULT));
    cluster.run(now -> now.cluster().startAll());
    return cluster.call(
        now ->
            FaultCommand.parse(line)
                .at(new Moment(now.cluster(), now.state(), Chance.ofTrial(1, 1))));
  }

  private static List<String> simpler(String line) {
    return Simpler.than(new Do(fault(line))).stream().map(Step::toString).toList();
  }

  private static List<String> simplerThan(long micros) {
    return Simpler.than(new Pass(Duration.ofNanos(micros * 1000))).stream()
        .map(Step::toString)
        .toList();
  }

  @Test
  void times_become_shorter_or_need_fewer_digits() {
    assertThat(simplerThan(137_250))
        .containsExactly(
            "wait 68ms",
            "wait 102ms",
            "wait 100ms",
            "wait 130ms",
            "wait 137ms",
            "wait 137ms",
            "wait 138ms",
            "wait 137.2ms",
            "wait 137.3ms");
    assertThat(simplerThan(2_000)).containsExactly("wait 1ms", "wait 1ms", "wait 1ms");
    assertThat(simplerThan(1_000)).isEmpty();
  }

  @Test
  void faults_hit_fewer_nodes_and_links_and_are_said_in_fewer_words() {
    assertThat(simpler("crash 1,3")).containsExactly("crash 3", "crash 1");
    assertThat(simpler("fire 1,2 WAIT")).containsExactly("fire 2 WAIT", "fire 1 WAIT");
    assertThat(simpler("pause 2 for 70ms")).containsExactly("pause 2");
    assertThat(simpler("cut 1->2,3->4")).containsExactly("cut 3->4", "cut 1->2");
    assertThat(simpler("loss 20% 1->2")).containsExactly("loss 100% 1->2");
    assertThat(simpler("delay 5..9ms")).containsExactly("delay 9ms");
    assertThat(simpler("drop Honk from 1 to 2 next 3"))
        .containsExactly(
            "drop Honk from 1 to 2", "drop Honk to 2 next 3", "drop Honk from 1 next 3");
    assertThat(simpler("crash 1")).isEmpty();
    assertThat(simpler("ring")).isEmpty();
  }

  @Test
  void without_a_node_those_above_it_move_up() {
    List<Step> steps =
        List.of(
            new Do(fault("crash 2,4")),
            new Pass(Duration.ofMillis(5)),
            new Do(fault("crash 2")),
            new Pass(Duration.ofMillis(6)),
            new Do(fault("cut 1->2,3-4")),
            new Do(fault("partition 1,2 | 3,4")),
            new Do(fault("bridge 3")),
            new Do(fault("loss 10%")),
            new Do(fault("loss 20% 1-2")),
            new Do(fault("drop Honk from 2")),
            new Do(fault("ring")));
    ChaosScenario all = new ChaosScenario(Flock.of(4), Network.DEFAULT, steps);
    ChaosScenario fewer = all.without(new NodeId(2), 5);
    assertThat(fewer.spec().size()).isEqualTo(3);
    assertThat(fewer.spec().seed()).isEqualTo(5);
    assertThat(fewer.steps())
        .extracting(Step::toString)
        .containsExactly(
            "crash 3", "wait 11ms", "cut 2-3", "partition 1 | 2,3", "bridge 2", "loss 10%", "ring");
  }

  @Test
  void what_cannot_be_done_at_its_time_is_left_out() throws InterruptedException {
    Step crash = new Do(fault("crash 1"));
    Step restart = new Do(fault("restart 1"));
    Step fire = new Do(fault("fire 1 WAIT"));
    List<Step> steps = List.of(crash, restart, fire, fire);
    ChaosScenario twice = new ChaosScenario(Flock.of(2), Network.DEFAULT, steps);
    Chaos chaos =
        new Chaos(new Flock(), Map.of(), OptionalInt.empty(), Assignments.of(List.of()), false, 1);
    ChaosResult run = chaos.again(twice);
    assertThat(run.scenario().steps()).containsExactly(crash, restart, fire);
    assertThat(run.counts().faults())
        .containsExactly(Map.entry("crash", 1L), Map.entry("fire", 1L), Map.entry("restart", 1L));
  }
}
