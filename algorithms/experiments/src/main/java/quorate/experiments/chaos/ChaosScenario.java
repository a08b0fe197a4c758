package quorate.experiments.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import quorate.experiments.chaos.Step.Do;
import quorate.experiments.chaos.Step.Pass;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Drift;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.simulator.Network;
import quorate.spi.NodeId;

/**
 * A cluster, and what it goes through once it has started and agrees on a leader: all that it takes
 * to run it again, event by event.
 *
 * @param spec the cluster, its seed included
 * @param network its network as it is without faults
 * @param steps what is done, one after the other
 */
public record ChaosScenario(ClusterSpec spec, Network network, List<Step> steps) {

  public ChaosScenario {
    steps = List.copyOf(steps);
  }

  /** The same cluster goes through something else. Times that follow each other become one. */
  ChaosScenario with(List<Step> others) {
    List<Step> merged = new ArrayList<>();
    for (Step step : others) {
      int last = merged.size() - 1;
      if (step instanceof Pass pass && last >= 0 && merged.get(last) instanceof Pass before) {
        merged.set(last, new Pass(before.time().plus(pass.time())));
      } else {
        merged.add(step);
      }
    }
    return new ChaosScenario(spec, network, merged);
  }

  ChaosScenario with(ClusterSpec other) {
    return new ChaosScenario(other, network, steps);
  }

  ChaosScenario with(Network other) {
    return new ChaosScenario(spec, other, steps);
  }

  /**
   * The same without one node: those above it move up, and what was done to it alone is not done.
   *
   * @param seed of the smaller cluster, in which nothing happens at the times at which it did
   * @throws IllegalArgumentException if there can be no such cluster
   */
  ChaosScenario without(NodeId gone, long seed) {
    List<Step> left = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Do fault) {
        fault.fault().without(gone).map(Do::new).ifPresent(left::add);
      } else {
        left.add(step);
      }
    }
    ClusterSpec smaller =
        new ClusterSpec(
            spec.name(), spec.algorithm(), spec.size() - 1, spec.timing(), spec.options(), seed);
    return with(smaller).with(left);
  }

  /** What makes a cluster whole: all links well, nobody paused, nobody down, all clocks true. */
  public List<Step> recovery() {
    TreeSet<NodeId> all = new TreeSet<>(spec.hosts());
    List<Step> recovery =
        new ArrayList<>(
            List.of(new Do(new Heal()), new Do(new Resume(all)), new Do(new Restart(all))));
    SortedSet<NodeId> drifting = drifting();
    if (!drifting.isEmpty()) {
      recovery.add(new Do(new Drift(drifting, 1)));
    }
    return List.copyOf(recovery);
  }

  /** The nodes whose clocks are not true behind the last step. */
  private SortedSet<NodeId> drifting() {
    SortedSet<NodeId> drifting = new TreeSet<>();
    for (Do step : faultsIn(steps).toList()) {
      if (step.fault() instanceof Drift drift) {
        drifting.addAll(drift.nodes());
        drifting.removeIf(node -> drift.rate() == 1 && drift.nodes().contains(node));
      }
    }
    return drifting;
  }

  public long faults() {
    return faultsIn(steps).count();
  }

  static Stream<Do> faultsIn(List<Step> steps) {
    return steps.stream().filter(Do.class::isInstance).map(Do.class::cast);
  }
}
