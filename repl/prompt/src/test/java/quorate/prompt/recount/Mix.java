package quorate.prompt.recount;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import quorate.experiments.Experiment;
import quorate.experiments.Scenario;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.language.Quantities;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.simulator.Network;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Timing;

/**
 * Runs of many kinds: every algorithm, every scenario, every size, and what few people would do.
 */
final class Mix {

  private static final List<String> VARIANTS =
      List.of(
          "raft",
          "paxos",
          "bully",
          "highest-of-majority",
          "raft prevote=on",
          "raft prevote=on recent-leader=on check-quorum=on",
          "raft ack-quorum=on",
          "paxos learning=everyone",
          "paxos backoff=off");

  private static final List<String> OWN =
      List.of(
          "crash leader; wait 1s; restart all",
          "cut leader-follower",
          "cut leader->follower",
          "loss 100% leader-follower; wait 1s",
          "loss 100% 1-2",
          "drop RequestVote; crash leader; wait 1s; heal",
          "drop Heartbeat from leader to follower",
          "drop AppendEntries from leader to follower; wait 2s; heal",
          "pause leader; wait 700ms; resume all",
          "pause leader for 400ms",
          "pause all; wait 300ms; observe; resume all",
          "crash all; wait 100ms; observe; restart all",
          "crash all; restart all",
          "crash leader; wait 100ms; crash random; wait 300ms; restart all; wait 20ms; resign leader",
          "crash leader; restart all; isolate 1",
          "resign leader; resign leader; wait 90ms; resign leader",
          "crash follower; wait 300ms; restart all",
          "crash follower; wait 600ms; restart all",
          "heal; wait 40ms; heal",
          "partition 1; wait 1s; heal; partition 2; wait 1s; heal",
          "wait 130ms; crash leader; wait 170ms; observe; heal",
          "duplicate 100%; crash leader; wait 160ms; observe; pause random for 90ms; wait 10ms;"
              + " crash random",
          "pause 1; wait 1s; crash leader; wait 2s; resume all",
          "isolate all; wait 1s; observe; heal",
          "crash follower; wait 100ms; restart all",
          "cut leader->follower; wait 260ms; heal",
          "crash leader; wait 200ms; observe end; restart all; wait 1s; crash leader",
          "pause leader for 400ms; wait 100ms; observe end; crash random; wait 1s; crash leader",
          "crash follower; wait 1s; observe; isolate leader; observe end; heal; wait 300ms");

  private static final List<Network> NETWORKS =
      List.of(
          Network.DEFAULT,
          Network.DEFAULT,
          Network.DEFAULT,
          Network.DEFAULT.withLatency(Quantities.delay("2..30ms")),
          Network.DEFAULT.withLatency(Quantities.delay("1ms+exp(2.5ms)")),
          Network.DEFAULT.withLatency(Quantities.delay("0.3ms")),
          Network.DEFAULT.withPersist(Quantities.delay("5ms")),
          Network.DEFAULT.withPersist(Quantities.delay("1..40ms")),
          Network.DEFAULT.withLoss(0.2),
          Network.DEFAULT.withLoss(0.5),
          Network.DEFAULT.withLoss(1));

  private static final Timing QUICK =
      new Timing(Duration.ofMillis(20), Quantities.range("70..90ms"), Duration.ofMillis(65));

  private static final Catalog CATALOG = Catalog.load();

  private final Random chance;
  private final List<String> scenarios = new ArrayList<>(Scenarios.names());
  private int drawn;

  Mix(long seed) {
    chance = new Random(seed);
    scenarios.remove("zombie-leader"); // the recount knows of members only, and of no store
    scenarios.addAll(OWN);
  }

  /**
   * The next run; each scenario comes in turn.
   *
   * @param label the algorithm with its options
   */
  record Run(String label, Experiment experiment, int trial) {
    @Override
    public String toString() {
      ClusterSpec spec = experiment.cluster();
      return "%s, %s, n=%d, seed=%d, trial=%d, hold=%d, %s, %s"
          .formatted(
              label,
              experiment.scenario().name(),
              spec.size(),
              spec.seed(),
              trial,
              experiment.setup().hold(),
              spec.timing(),
              experiment.network().orElseThrow());
    }
  }

  Run next() {
    while (true) {
      try {
        return draw();
      } catch (UserError impossible) {
        // a scenario with a node that so small a cluster has not; another is drawn
      }
    }
  }

  private Run draw() {
    String scenario = scenarios.get(drawn % scenarios.size());
    int round = drawn++ / scenarios.size();
    String label =
        round % 2 == 0
            ? VARIANTS.get((drawn + round / 2) % 4)
            : VARIANTS.get(chance.nextInt(VARIANTS.size()));
    Network network = NETWORKS.get(chance.nextInt(NETWORKS.size()));
    int hold = List.of(3, 3, 3, 3, 3, 3, 3, 3, 0, 17).get(chance.nextInt(10));
    Setup setup =
        new Setup(
            Setup.DEFAULT.down(), Setup.DEFAULT.shuffled(), false, hold, Duration.ofSeconds(5));
    ClusterSpec spec =
        new ClusterSpec(
            label,
            algorithm(label),
            1 + chance.nextInt(7),
            chance.nextInt(8) == 0 ? QUICK : Timing.DEFAULT,
            options(label),
            chance.nextInt(1000));
    return new Run(
        label,
        new Experiment(
            spec,
            Scenarios.find(scenario).orElseGet(() -> Scenario.parse(scenario, scenario)),
            setup,
            Optional.of(network)),
        1 + chance.nextInt(20));
  }

  /** The most usual run. */
  static Experiment crashLeader() {
    return new Experiment(
        new ClusterSpec("raft", algorithm("raft"), 5, Timing.DEFAULT, Map.of(), 1),
        Scenarios.CRASH_LEADER,
        Setup.DEFAULT,
        Optional.of(Network.DEFAULT));
  }

  private static ElectionAlgorithm algorithm(String label) {
    return CATALOG.find(label.split(" ")[0]).orElseThrow();
  }

  private static Map<String, String> options(String label) {
    Map<String, String> options = new TreeMap<>();
    Arrays.stream(label.split(" "))
        .skip(1)
        .map(option -> option.split("="))
        .forEach(option -> options.put(option[0], option[1]));
    return options;
  }
}
