package quorate.experiments.chaos;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import quorate.experiments.language.FaultRow;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.Quantities;
import quorate.experiments.typed.Assignments;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.Troubling;
import quorate.lab.simulator.Network;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * What one run is like: its cluster, which kinds of faults it may have, how often, and how hard. A
 * run that had everything at once would get nowhere; so each goes without some of it, and what one
 * kind of fault would hide another run shows without it (swarm testing).
 *
 * @param size how many nodes
 * @param seed of the cluster
 * @param timing of the cluster
 * @param network of the cluster, without faults
 * @param weights how often each kind of fault comes, as compared to the others; 0 for never
 * @param faults how many there are
 * @param longestWait the longest time between two of them
 * @param ambushes how often the next fault waits for a node to do something, from 0 to 1
 * @param worst the largest share of messages that is lost, repeated or reordered, from 0 to 1
 * @param longestDelay the longest delay of messages
 * @param unit about how long a message takes, with what is saved before it is sent
 * @param conditions what is wrong with all links whenever no fault says otherwise
 * @param clocksOffBy how far the rates of clocks are from 1 at most; 0 if all are true
 */
record Swarm(
    int size,
    long seed,
    Timing timing,
    Network network,
    Map<String, Integer> weights,
    int faults,
    Duration longestWait,
    double ambushes,
    double worst,
    Duration longestDelay,
    Duration unit,
    List<FaultRow<?>> conditions,
    double clocksOffBy) {

  /** Several nodes compete for one office. */
  static final String CONTEST = "contest";

  /** Nodes crash and start again at once. */
  static final String BOUNCE = "bounce";

  /** A node bounces just when it has saved something. */
  static final String STRIKE = "strike";

  static final String FIRE = "fire";

  /** What is drawn: what elections need most first, then all other faults as they are listed. */
  private static final List<String> KINDS =
      Stream.concat(
              Stream.of(CONTEST, FIRE, "crash", BOUNCE, STRIKE),
              FaultRows.all().values().stream().filter(FaultRow::isDrawn).map(FaultRow::word))
          .distinct()
          .toList();

  /** What is drawn only where clocks drift. */
  private static final List<String> CLOCKS =
      FaultRows.all().values().stream()
          .filter(FaultRow::onlyIfAsked)
          .<String>map(FaultRow::word)
          .toList();

  private static final String HEAL = "heal";

  /** What is typed for a delay, and about how many milliseconds that is. */
  private record Pace(String typed, int millis) {}

  private static final List<Pace> LATENCIES =
      List.of(
          new Pace("1ms", 1),
          new Pace("1ms", 1),
          new Pace("1..5ms", 3),
          new Pace("1ms+exp(2.5ms)", 3),
          new Pace("4..12ms", 8));
  private static final List<Pace> SAVES =
      List.of(
          new Pace("0ms", 0), new Pace("0ms", 0), new Pace("1..3ms", 2), new Pace("5..15ms", 10));
  private static final List<Integer> WIDTHS = List.of(30, 75, 150, 150, 150);
  private static final List<Integer> FAULTS = List.of(15, 50, 120, 190, 240);
  private static final List<Integer> WAITS = List.of(3, 10, 25, 60, 150, 300);
  private static final List<Integer> DELAYS_IN_WAITS = List.of(1, 2, 5);
  private static final List<Double> SHARES = List.of(0.01, 0.05, 0.2, 0.5);
  private static final List<Double> AMBUSHES = List.of(0.0, 0.0, 0.2, 0.6);
  private static final int HEAVIEST = 4;

  static Swarm draw(Chance chance, int size) {
    List<String> cuts = rows(Cutting.class).stream().map(FaultRow::word).toList();
    Map<String, Integer> weights = new LinkedHashMap<>();
    for (String kind : KINDS) {
      boolean has = chance.drawBelow(cuts.contains(kind) ? 5 : 2) == 0;
      int weight = 1 + chance.drawBelow(HEAVIEST);
      weights.put(kind, has ? weight : 0);
    }
    if (chance.drawBelow(4) > 0) {
      weights.merge(FIRE, 2 + chance.drawBelow(4 * HEAVIEST), Integer::sum);
    }
    weights.put(CONTEST, chance.drawBelow(4) > 0 ? 20 + chance.drawBelow(25 * HEAVIEST) : 0);
    weights.put("restart", weights.get("crash"));
    weights.put("resume", weights.get("pause"));
    int links =
        rows(LinkFault.class).stream()
            .map(FaultRow::word)
            .filter(word -> !word.equals(HEAL))
            .mapToInt(weights::get)
            .sum();
    weights.put(HEAL, (links + 1) / 2);
    int wait = chance.pick(WAITS);
    int width = chance.pick(WIDTHS);
    Pace latency = chance.pick(LATENCIES);
    Pace save = chance.pick(SAVES);
    return new Swarm(
        size,
        chance.drawSeed(),
        new Timing(
            Timing.DEFAULT.heartbeat(),
            TimeRange.ofMillis(150, 150 + width),
            Timing.DEFAULT.answer()),
        Network.DEFAULT
            .withLatency(Quantities.delay(latency.typed()))
            .withPersist(Quantities.delay(save.typed())),
        weights,
        chance.pick(FAULTS),
        Duration.ofMillis(wait),
        chance.pick(AMBUSHES),
        chance.pick(SHARES),
        Duration.ofMillis(wait * chance.pick(DELAYS_IN_WAITS)),
        Duration.ofMillis(latency.millis() + save.millis()),
        rows(Troubling.class).stream().filter(it -> chance.drawBelow(3) == 0).toList(),
        0);
  }

  /** The same run, in which clocks drift as well, about as often as in one of ten faults. */
  Swarm withClocks(double offBy, Chance chance) {
    int others = weights.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Integer> all = new LinkedHashMap<>(weights);
    CLOCKS.forEach(kind -> all.put(kind, 1 + chance.drawBelow(2 + others / 5)));
    return new Swarm(
        size,
        seed,
        timing,
        network,
        all,
        faults,
        longestWait,
        ambushes,
        worst,
        longestDelay,
        unit,
        conditions,
        offBy);
  }

  /** What is done to each node at the beginning: all clocks may be off from then on. */
  List<String> atFirst() {
    return clocksOffBy == 0 ? List.of() : CLOCKS;
  }

  private static List<FaultRow<?>> rows(Class<? extends Fault> of) {
    return FaultRows.all().values().stream()
        .filter(row -> of.isAssignableFrom(row.kind()))
        .<FaultRow<?>>map(row -> row)
        .toList();
  }

  /** Throws an IllegalArgumentException if there can be no such cluster. */
  ChaosScenario scenario(
      ElectionAlgorithm algorithm, Map<String, String> options, Assignments overrides) {
    ClusterSpec spec =
        new ClusterSpec(algorithm.name(), algorithm, size, overrides.timing(timing), options, seed);
    return new ChaosScenario(spec, overrides.network(network, size), List.of());
  }

  /** Draws a kind, each as often as its weight says. */
  String drawKind(Chance chance) {
    int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
    int place = sum == 0 ? 0 : chance.drawBelow(sum);
    for (Map.Entry<String, Integer> kind : weights.entrySet()) {
      place -= kind.getValue();
      if (place < 0) {
        return kind.getKey();
      }
    }
    return FIRE;
  }
}
