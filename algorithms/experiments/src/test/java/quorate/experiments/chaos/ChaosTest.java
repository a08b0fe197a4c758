package quorate.experiments.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import quorate.experiments.language.FaultRow;
import quorate.experiments.language.FaultRows;
import quorate.experiments.typed.Assignments;
import quorate.experiments.typed.Spelling;
import quorate.lab.Flock;
import quorate.lab.cluster.Drift;
import quorate.lab.cluster.Fault;
import quorate.lab.simulator.Network;
import quorate.spi.NodeId;
import quorate.spi.Property;
import quorate.spi.Timing;

class ChaosTest {

  /** Birds that take off together lead one flight together: a promise that they cannot keep. */
  private static Chaos flock(Property... promises) {
    return new Chaos(
        new Flock(promises), Map.of(), OptionalInt.empty(), Assignments.of(List.of()), false, 1);
  }

  private static ChaosResult failed(Chaos chaos) throws InterruptedException {
    for (int number = 1; ; number++) {
      ChaosResult run = chaos.run(number);
      if (run.failure().isPresent()) {
        return run;
      }
    }
  }

  @Test
  void a_run_follows_from_the_seed_and_its_number() throws InterruptedException {
    Chaos chaos = flock();
    for (int number = 1; number <= 20; number++) {
      ChaosResult run = chaos.run(number);
      ChaosResult other = flock().run(number);
      assertThat(other.scenario().steps()).isEqualTo(run.scenario().steps());
      assertThat(other.counts()).isEqualTo(run.counts());
      assertThat(chaos.run(number + 1).scenario()).isNotEqualTo(run.scenario());
    }
  }

  @Test
  void what_was_done_is_written_down_and_happens_again() throws InterruptedException {
    Chaos chaos = flock();
    for (int number = 1; number <= 60; number++) {
      ChaosResult run = chaos.run(number);
      ChaosResult again = chaos.again(run.scenario());
      assertThat(again.scenario()).as("no step is left out").isEqualTo(run.scenario());
      assertThat(again.counts()).isEqualTo(run.counts());
    }
  }

  @Test
  void runs_differ_in_their_clusters_and_in_what_is_done() throws InterruptedException {
    List<Integer> sizes = new ArrayList<>();
    List<Network> networks = new ArrayList<>();
    ChaosCounts all = ChaosCounts.NOTHING;
    for (int number = 1; number <= 200; number++) {
      ChaosResult run = flock().run(number);
      sizes.add(run.scenario().spec().size());
      networks.add(run.scenario().network());
      all = all.plus(run.counts());
    }
    assertThat(sizes).contains(1, 2, 3, 4, 5, 6, 7).allMatch(size -> size <= 7);
    assertThat(networks.stream().distinct()).hasSizeGreaterThan(10);
    assertThat(all.faults().keySet())
        .as("every fault of the language is drawn")
        .containsExactlyInAnyOrderElementsOf(
            FaultRows.all().values().stream()
                .filter(FaultRow::isDrawn)
                .map(FaultRow::word)
                .toList());
    assertThat(all.leaders()).isGreaterThan(200);
  }

  @Test
  void what_is_given_is_not_drawn() throws InterruptedException {
    Network network = Network.DEFAULT.withLoss(0.5);
    Map<String, String> all = new TreeMap<>(Spelling.all(Timing.DEFAULT));
    all.putAll(Spelling.all(network));
    Assignments overrides =
        Assignments.of(
            all.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList());
    Chaos chaos = new Chaos(new Flock(), Map.of(), OptionalInt.of(4), overrides, false, 1);
    for (int number = 1; number <= 10; number++) {
      ChaosScenario scenario = chaos.run(number).scenario();
      assertThat(scenario.spec().size()).isEqualTo(4);
      assertThat(scenario.spec().timing()).isEqualTo(Timing.DEFAULT);
      assertThat(scenario.network()).isEqualTo(network);
    }
    Map<String, String> wrong = Map.of("song", "none");
    assertThatThrownBy(() -> new Chaos(new Flock(), wrong, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_broken_promise_shrinks_to_what_it_takes_and_always_to_the_same()
      throws InterruptedException {
    Chaos chaos = flock(Property.ONE_LEADER_PER_EPOCH);
    ChaosResult failed = failed(chaos);
    List<ChaosScenario> smaller = new ArrayList<>();
    Shrunk shrunk = chaos.shrink(failed, smaller::add);
    assertThat(shrunk.finished()).isTrue();
    assertThat(shrunk.tried()).isGreaterThanOrEqualTo(smaller.size());
    assertThat(shrunk.scenario().spec().size()).isEqualTo(2);
    assertThat(shrunk.scenario().steps()).hasSizeLessThanOrEqualTo(4);
    assertThat(shrunk.failure().kind()).isEqualTo(Failure.Kind.PROMISE);
    assertThat(shrunk.failure().description()).startsWith("two leaders in epoch ");
    assertThat(shrunk.failure().chains()).hasSize(2);
    assertThat(chaos.shrink(failed, it -> {}).scenario()).isEqualTo(shrunk.scenario());
    assertThat(chaos.again(shrunk.scenario()).failure().orElseThrow().description())
        .isEqualTo(shrunk.failure().description());
  }

  @Test
  void without_a_leader_at_the_start_or_in_the_end_a_run_has_failed() throws InterruptedException {
    Chaos chaos = new Chaos(new Flock(Property.LEADER_HAS_MAJORITY), Map.of(), 1);
    List<String> atTheStart = new ArrayList<>();
    List<String> inTheEnd = new ArrayList<>();
    for (int number = 1; number <= 30; number++) {
      Optional<Failure> failure = chaos.run(number).failure();
      if (failure.isPresent()) {
        assertThat(failure.get().kind()).isEqualTo(Failure.Kind.LEADER);
        (failure.get().afterFaults() ? inTheEnd : atTheStart).add(failure.get().description());
      }
    }
    assertThat(atTheStart)
        .isNotEmpty()
        .allMatch(it -> it.startsWith("no leader came within 60 s of the start (flock, seed "));
    assertThat(inTheEnd)
        .isNotEmpty()
        .allMatch(it -> it.contains("no leader came and stayed for 1000 ms within 20 s after"))
        .allMatch(it -> it.contains("(flock, seed "));
  }

  private static Chaos drifting(double offBy) {
    return new Chaos(
        new Flock(), Map.of(), OptionalInt.of(3), Assignments.of(List.of()), false, 1, offBy);
  }

  /** The rates of clocks in the first runs. */
  private static List<Double> rates(Chaos chaos) throws InterruptedException {
    List<Double> rates = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      ChaosScenario.faultsIn(chaos.run(number).scenario().steps())
          .map(Step.Do::fault)
          .filter(Drift.class::isInstance)
          .forEach(it -> rates.add(((Drift) it).rate()));
    }
    return rates;
  }

  @Test
  void clocks_drift_only_if_they_are_to_and_never_further_than_that() throws InterruptedException {
    assertThat(rates(drifting(0))).isEmpty();
    assertThat(rates(drifting(0.05)))
        .hasSizeGreaterThan(20)
        .contains(0.95, 1.05, 1.0)
        .allMatch(rate -> rate >= 0.95 && rate <= 1.05);
    assertThatThrownBy(() -> drifting(0.91)).hasMessage("clocks are off by 0% to 90%, got 91%");
  }

  @Test
  void what_is_drawn_besides_clocks_is_the_same_cluster() throws InterruptedException {
    assertThat(drifting(0.05).run(3).scenario().spec().seed())
        .isEqualTo(drifting(0).run(3).scenario().spec().seed());
  }

  @Test
  void clocks_are_true_when_a_cluster_recovers() throws InterruptedException {
    ChaosScenario scenario = drifting(0.05).run(1).scenario();
    NodeId n1 = new NodeId(1);
    NodeId n2 = new NodeId(2);
    List<Step> steps =
        List.of(
            new Step.Do(new Drift(new TreeSet<>(List.of(n1, n2)), 2)),
            new Step.Do(new Drift(new TreeSet<>(List.of(n2)), 1)));
    assertThat(scenario.with(steps).recovery())
        .hasSize(4)
        .contains(new Step.Do(new Drift(new TreeSet<>(List.of(n1)), 1)));
    assertThat(scenario.with(List.of()).recovery()).hasSize(3);
  }

  @Test
  void a_rate_is_simpler_nearer_to_a_true_one() {
    Drift drift = new Drift(new TreeSet<>(List.of(new NodeId(1))), 1.043);
    for (Fault simpler : drift.simpler()) {
      assertThat(((Drift) simpler).rate()).isGreaterThan(1).isLessThan(1.043);
    }
    assertThat(drift.simpler())
        .extracting(it -> ((Drift) it).rate())
        .contains(1.02, 1.04)
        .doesNotContain(1.0);
  }
}
