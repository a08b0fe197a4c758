package quorate.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Timing;

/**
 * What is wrong with an algorithm at first sight: mistakes that would fail most tests of the
 * contract, each with a long story, and that a short one explains.
 */
final class FirstLook {

  private static final int MOST = 5;
  private static final int NODES = 3;
  private static final Duration A_WHILE = Duration.ofSeconds(2);
  private static final String MESSAGES =
      ": messages are public records in one sealed interface, of numbers, strings, NodeIds, and"
          + " records and lists of these";
  private static final Map<String, Optional<String>> SEEN = new ConcurrentHashMap<>();
  private static final Map<String, List<String>> READ = new ConcurrentHashMap<>();

  private FirstLook() {}

  /** What is wrong, and what to do about it; empty if nothing is. Looked at once for a JVM. */
  static Optional<String> at(ElectionAlgorithm algorithm, Map<String, String> options) {
    String name = algorithm.getClass().getName() + " " + algorithm.name() + " " + options;
    return SEEN.computeIfAbsent(name, no -> look(algorithm, options));
  }

  private static Optional<String> look(ElectionAlgorithm algorithm, Map<String, String> options) {
    List<String> wrong = new ArrayList<>(impurities(algorithm));
    if (wrong.isEmpty()) {
      for (String fault : Shape.faultsOfMessages(algorithm.messageType())) {
        wrong.add(fault + MESSAGES);
      }
    }
    if (wrong.isEmpty()) {
      brokenRule(algorithm, options).ifPresent(wrong::add);
    }
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    List<String> shown = wrong.subList(0, Math.min(wrong.size(), MOST));
    String more = shown.size() < wrong.size() ? "\n  and " + (wrong.size() - MOST) + " more" : "";
    return Optional.of(
        algorithm.name()
            + " cannot be tested yet:\n  "
            + String.join("\n  ", shown)
            + more
            + "\nThe other tests of the contract wait until that is mended.");
  }

  /** Wrappers of this module are made for tests, and wrap what was looked at. */
  private static List<String> impurities(ElectionAlgorithm algorithm) {
    String code = algorithm.getClass().getPackageName();
    boolean ours = code.equals(FirstLook.class.getPackageName());
    return ours ? List.of() : READ.computeIfAbsent(code, Purity::remediesOfAlgorithm);
  }

  /** A small cluster starts and loses a node that comes back; no rule may throw meanwhile. */
  private static Optional<String> brokenRule(
      ElectionAlgorithm algorithm, Map<String, String> options) {
    ClusterSpec spec = new ClusterSpec("first look", algorithm, NODES, Timing.DEFAULT, options, 1);
    try (SimulatedCluster cluster = new SimulatedCluster(spec, Network.DEFAULT)) {
      List<String> reasons = new ArrayList<>();
      cluster
          .trace()
          .observe(
              event -> {
                if (event instanceof Crashed crashed && !crashed.requested()) {
                  reasons.add(crashed.node() + ": " + crashed.reason());
                }
              });
      cluster.startAll();
      cluster.runUntil(live -> !reasons.isEmpty(), A_WHILE);
      for (NodeId node : spec.hosts()) {
        if (reasons.isEmpty()) {
          SortedSet<NodeId> one = new TreeSet<>(List.of(node));
          cluster.inject(new Fault.Crash(one));
          cluster.runUntil(live -> !reasons.isEmpty(), A_WHILE);
          cluster.inject(new Fault.Restart(one));
          cluster.runUntil(live -> !reasons.isEmpty(), A_WHILE);
        }
      }
      return reasons.stream().findFirst().map(FirstLook::withAdvice);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String withAdvice(String reason) {
    return reason
        + (reason.contains("cannot send")
            ? "; send to setup.peers() only, and count the node's own answer on the spot"
            : "; a rule throws only if the algorithm has a bug");
  }
}
