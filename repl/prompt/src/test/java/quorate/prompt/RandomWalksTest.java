package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Quantities;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.Pending;
import quorate.lab.simulator.Planned;
import quorate.lab.simulator.Recording;
import quorate.lab.simulator.Replayer;
import quorate.lab.simulator.SimulatedCluster;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Timing;

/** However a cluster came to a moment, its recording leads there again. */
class RandomWalksTest {

  private static final int WALKS = Integer.getInteger("quorate.walks", 10_000);
  private static final List<String> FAULTS =
      List.of(
          "crash random",
          "restart all",
          "restart all --amnesia",
          "pause random",
          "pause random for 30ms",
          "resume all",
          "isolate random",
          "loss 30%",
          "duplicate 30%",
          "reorder 30%",
          "delay 5..40ms",
          "align",
          "spread",
          "heal");

  /** A moment of a walk. */
  private record Moment(Recording recording, String fingerprint, List<Pending> pending) {
    static Moment of(SimulatedCluster cluster) {
      return new Moment(
          cluster.recording(), cluster.fingerprint().orElseThrow(), cluster.pending());
    }
  }

  @TestFactory
  Stream<DynamicTest> a_recording_leads_to_the_same_moment_again() {
    List<ElectionAlgorithm> all = Catalog.load().all();
    return all.stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.name(),
                    () -> {
                      for (int walk = 0; walk < WALKS / all.size(); walk++) {
                        walk(it, walk);
                      }
                    }));
  }

  private static void walk(ElectionAlgorithm algorithm, int seed) throws Exception {
    Random random = new Random(seed);
    Network network =
        Network.DEFAULT
            .withLatency(Quantities.delay(List.of("1ms", "5..20ms").get(random.nextInt(2))))
            .withPersist(Quantities.delay(List.of("0ms", "1..3ms").get(random.nextInt(2))));
    ClusterSpec spec =
        new ClusterSpec(
            algorithm.name(), algorithm, 1 + random.nextInt(5), Timing.DEFAULT, Map.of(), seed);
    List<Moment> moments = new ArrayList<>();
    SimulatedCluster cluster = new SimulatedCluster(spec, network);
    ObservedCluster observed = new ObservedCluster(cluster);
    observed.run(now -> now.cluster().startAll());
    for (int move = 0; move < 25; move++) {
      move(observed, cluster, random);
      moments.add(Moment.of(cluster));
    }
    for (Moment moment : List.of(moments.get(random.nextInt(25)), moments.get(24))) {
      SimulatedCluster again = new SimulatedCluster(spec, network);
      Replayer replayer = new Replayer(moment.recording(), again);
      while (replayer.move()) {
        assertThat(again.recording().isBeginOf(moment.recording())).isTrue();
      }
      assertThat(again.fingerprint()).contains(moment.fingerprint());
      assertThat(again.recording()).isEqualTo(moment.recording());
      assertThat(again.pending().toString()).isEqualTo(moment.pending().toString());
    }
  }

  private static void move(ObservedCluster observed, SimulatedCluster cluster, Random random)
      throws Exception {
    List<Pending> pending = cluster.pending();
    switch (random.nextInt(6)) {
      case 0 -> {
        try {
          observed.run(
              now ->
                  now.cluster()
                      .inject(
                          FaultCommand.parse(FAULTS.get(random.nextInt(FAULTS.size()))).at(now)));
        } catch (UserError nobodyLeft) {
          cluster.step();
        }
      }
      case 1 -> cluster.runFor(Duration.ofMillis(random.nextInt(200)));
      case 2 -> observed.run(now -> hurry(now.cluster()));
      case 3 -> {
        if (!pending.isEmpty()) {
          cluster.advance(pending.get(random.nextInt(pending.size())).number());
        }
      }
      case 4 ->
          pending.stream()
              .filter(it -> it.what() instanceof Planned.Arrival)
              .findAny()
              .ifPresent(it -> cluster.lose(it.number()));
      default -> {
        for (int i = random.nextInt(20); i > 0; i--) {
          cluster.step();
        }
      }
    }
  }

  private static void hurry(LiveCluster cluster) {
    cluster.hurry();
  }
}
