package quorate.experiments.chaos;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.simulator.Network;
import quorate.spi.NodeId;
import quorate.spi.Timing;

/**
 * Makes a failure smaller, step by step: fewer steps, first by halves and at last one by one (delta
 * debugging), fewer nodes, a plainer cluster, shorter times and shorter faults; over and over until
 * nothing helps any more. Each attempt is a run of its own from the beginning, and counts if it
 * fails in the same way.
 */
final class Shrinking {

  /** How many events all attempts together may have: some seconds, on whatever machine. */
  private static final long MOST_EVENTS = 8_000_000;

  /** In a smaller cluster nothing comes at the same time; so some other seeds are tried. */
  private static final int SEEDS_OF_FEWER_NODES = 12;

  /** Many faults that all seem to be needed are so by chance, and chance is drawn again. */
  private static final int MANY_FAULTS = 8;

  private static final int FIRST_SEEDS = 40;
  private static final int MOST_SEEDS = 1600;

  private final Chaos chaos;
  private final Again again;
  private final Consumer<ChaosScenario> progress;
  private final Set<ChaosScenario> tried = new LinkedHashSet<>();
  private ChaosScenario smallest;
  private Failure failure;
  private long eventsLeft = MOST_EVENTS;

  @FunctionalInterface
  interface Again {
    ChaosResult run(ChaosScenario scenario) throws InterruptedException;
  }

  Shrinking(Chaos chaos, ChaosResult failed, Again again, Consumer<ChaosScenario> progress) {
    this.chaos = chaos;
    this.again = again;
    this.progress = progress;
    this.smallest = failed.scenario();
    this.failure = failed.failure().orElseThrow();
  }

  /**
   * Shrinks as far as it goes.
   *
   * @throws StoppedShrinking if a person interrupts
   */
  Shrunk shrink() throws InterruptedException {
    try {
      shrinkAll();
      return new Shrunk(smallest, failure, tried.size(), eventsLeft > 0);
    } catch (InterruptedException interrupted) {
      throw new StoppedShrinking(new Shrunk(smallest, failure, tried.size(), false));
    }
  }

  private void shrinkAll() throws InterruptedException {
    if (!failsToo(smallest)) {
      throw new AssertionError("a run does not fail again: " + failure.description());
    }
    ChaosScenario before;
    failsToo(smallest.with(List.of()));
    tryFewerNodes(0); // small clusters are quick
    do {
      before = smallest;
      tryFewerSteps();
      tryFewerNodes(SEEDS_OF_FEWER_NODES);
      tryOtherSeeds();
      tryPlainerCluster();
      trySimplerSteps();
    } while (!smallest.equals(before) && eventsLeft > 0);
  }

  /** Tries a scenario, and takes it for the smallest from now on if it fails too. */
  private boolean failsToo(ChaosScenario candidate) throws InterruptedException {
    if (eventsLeft <= 0 || !tried.add(candidate)) {
      return false;
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    ChaosResult run = again.run(candidate);
    eventsLeft -= run.counts().events();
    Optional<Failure> found = run.failure().filter(failure::isShownBy);
    if (found.isEmpty()) {
      return false;
    }
    tried.add(run.scenario());
    smallest = run.scenario();
    failure = found.get();
    progress.accept(smallest);
    return true;
  }

  private void tryFewerSteps() throws InterruptedException {
    int chunk = Math.max(1, smallest.steps().size() / 2);
    boolean again = true;
    while (again) {
      boolean fewer = false;
      int from = 0;
      while (from < smallest.steps().size()) {
        List<Step> left = new ArrayList<>(smallest.steps());
        left.subList(from, Math.min(from + chunk, left.size())).clear();
        if (failsToo(smallest.with(left))) {
          fewer = true;
        } else {
          from += chunk;
        }
      }
      again = chunk > 1 || fewer;
      chunk = Math.max(1, chunk / 2);
    }
  }

  private void tryFewerNodes(int otherSeeds) throws InterruptedException {
    Network network = smallest.network();
    boolean canBeFewer =
        chaos.size().isEmpty()
            && network.latencyOfLinks().isEmpty()
            && network.lossOfLinks().isEmpty();
    for (int node = smallest.spec().size(); canBeFewer && node >= 1; node--) {
      int size = smallest.spec().size();
      if (size > 1 && node <= size && failsWithout(new NodeId(node), otherSeeds)) {
        node = size; // begin again with those that are left
      }
    }
  }

  private boolean failsWithout(NodeId node, int otherSeeds) throws InterruptedException {
    ChaosScenario all = smallest;
    long[] seeds =
        LongStream.concat(LongStream.of(all.spec().seed()), LongStream.rangeClosed(1, otherSeeds))
            .toArray();
    for (long seed : seeds) {
      Optional<ChaosScenario> fewer = without(node, all, seed);
      if (fewer.isPresent() && failsToo(fewer.get())) {
        return true;
      }
    }
    return false;
  }

  /**
   * What is lost or late is drawn from the cluster's seed: one step less, and all comes otherwise.
   * So a good part of the steps is left out, and other seeds are tried for the rest: a few, and
   * then more.
   */
  private void tryOtherSeeds() throws InterruptedException {
    for (int seeds = FIRST_SEEDS; isLarge() && seeds <= MOST_SEEDS; seeds *= FIRST_SEEDS) {
      boolean fewer = true;
      while (fewer && isLarge()) {
        fewer = failsWithLess(2, seeds) || failsWithLess(4, seeds);
      }
    }
  }

  private boolean isLarge() {
    return eventsLeft > 0 && smallest.faults() > MANY_FAULTS;
  }

  /** Leaves out one of so many parts, and tries so many seeds for the others. */
  private boolean failsWithLess(int parts, int seeds) throws InterruptedException {
    ChaosScenario all = smallest;
    int size = all.steps().size();
    for (int part = 0; part < parts; part++) {
      List<Step> left = new ArrayList<>(all.steps());
      left.subList(size * part / parts, size * (part + 1) / parts).clear();
      for (long seed = 1; seed <= seeds; seed++) {
        if (failsToo(all.with(all.spec().withSeed(seed)).with(left))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Some options are for a size, and then there is no smaller cluster. */
  private static Optional<ChaosScenario> without(NodeId node, ChaosScenario scenario, long seed) {
    try {
      return Optional.of(scenario.without(node, seed));
    } catch (IllegalArgumentException impossible) {
      return Optional.empty();
    }
  }

  /** A cluster as it is when nothing is typed but its name, or closer to that. */
  private void tryPlainerCluster() throws InterruptedException {
    Network usual = Network.DEFAULT;
    int size = smallest.spec().size();
    failsToo(
        smallest.with(
            chaos.overrides().network(smallest.network().withPersist(usual.persist()), size)));
    failsToo(
        smallest.with(
            chaos.overrides().network(smallest.network().withLatency(usual.latency()), size)));
    ClusterSpec spec = smallest.spec();
    failsToo(
        smallest.with(
            new ClusterSpec(
                spec.name(),
                spec.algorithm(),
                size,
                chaos.overrides().timing(Timing.DEFAULT),
                spec.options(),
                spec.seed())));
  }

  private void trySimplerSteps() throws InterruptedException {
    for (int place = 0; place < smallest.steps().size(); place++) {
      while (place < smallest.steps().size() && failsWithSimpler(place)) {
        // once more
      }
    }
  }

  private boolean failsWithSimpler(int place) throws InterruptedException {
    for (Step simpler : Simpler.than(smallest.steps().get(place))) {
      List<Step> steps = new ArrayList<>(smallest.steps());
      steps.set(place, simpler);
      if (failsToo(smallest.with(steps))) {
        return true;
      }
    }
    return false;
  }
}
