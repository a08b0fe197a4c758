package quorate.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import quorate.experiments.language.Listed;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.simulator.Network;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.lab.trace.TraceText;
import quorate.report.NetView.ClusterNet;
import quorate.spi.NodeId;

/** What is wrong with the links of a cluster, in words. */
final class NetWords {

  private static final int MOST_PARTS = 8;

  private final ClusterNet net;
  private final List<NodeId> members;
  private final SortedMap<Direction, Trouble> bad;

  NetWords(ClusterNet net) {
    this.net = net;
    this.members = List.copyOf(net.nodes().keySet());
    this.bad = net.bad();
  }

  /** Whether no link is down, and the same is wrong with each, or nothing. */
  boolean isAlikeEverywhere() {
    return net.cut().isEmpty()
        && byWords(bad, Trouble::words).values().stream()
            .allMatch(where -> where.size() == directions());
  }

  String inOneLine() {
    List<String> words = new ArrayList<>(List.of("all links are up"));
    bad.values().stream()
        .findFirst()
        .ifPresent(trouble -> words.add("each " + String.join(", ", trouble.words())));
    words.addAll(nodes(""));
    words.addAll(network());
    return String.join("; ", words);
  }

  String cuts() {
    return "cut: " + Listed.links(net.cut()) + ", of " + directions() / 2 + " links";
  }

  List<String> shape() {
    List<String> words = new ArrayList<>();
    List<SortedSet<NodeId>> parts = parts();
    if (parts.size() > MOST_PARTS) {
      words.add("in " + parts.size() + " parts that cannot reach each other");
    } else if (parts.size() > 1) {
      words.add(
          "in parts that cannot reach each other: "
              + parts.stream().map(Listed::numbers).collect(Collectors.joining(" | ")));
    }
    List<NodeId> deaf = members.stream().filter(it -> !hears(it) && isHeard(it)).toList();
    List<NodeId> mute = members.stream().filter(it -> hears(it) && !isHeard(it)).toList();
    if (!deaf.isEmpty()) {
      words.add(Listed.nodes(deaf) + (deaf.size() == 1 ? " hears nobody" : " hear nobody"));
    }
    if (!mute.isEmpty()) {
      words.add("nobody hears " + Listed.nodes(mute));
    }
    return words;
  }

  /** What is wrong with links that are up: one thing after the other, and where it is. */
  List<String> troubles() {
    List<String> words = new ArrayList<>();
    byWords(bad, Trouble::words)
        .forEach(
            (trouble, where) -> {
              boolean everywhere = where.size() == directions() - net.cut().size();
              words.add(
                  (everywhere ? "each link that is up" : Listed.links(where)) + ": " + trouble);
            });
    return words;
  }

  /**
   * Which nodes do not run.
   *
   * @param mark stands behind those that are not there at all
   */
  List<String> nodes(String mark) {
    List<String> words = new ArrayList<>();
    are(NodeState::up, false).ifPresent(down -> words.add(down + " crashed" + mark));
    are(NodeState::paused, true).ifPresent(still -> words.add(still + " paused"));
    return words;
  }

  private Optional<String> are(Predicate<NodeState> what, boolean wanted) {
    List<NodeId> nodes =
        members.stream().filter(it -> what.test(net.nodes().get(it)) == wanted).toList();
    return nodes.isEmpty()
        ? Optional.empty()
        : Optional.of(Listed.nodes(nodes) + (nodes.size() == 1 ? " is" : " are"));
  }

  List<String> network() {
    return net.network().map(NetWords::network).map(List::of).orElse(List.of());
  }

  private static String network(Network network) {
    List<String> words = new ArrayList<>();
    words.add("without faults messages take " + network.latency() + lost(network.loss()));
    byWords(network.latencyOfLinks(), it -> List.of(it.toString()))
        .forEach((delay, where) -> words.add(Listed.links(where) + ": " + delay));
    byWords(network.lossOfLinks(), it -> List.of(TraceText.share(it)))
        .forEach((share, where) -> words.add(Listed.links(where) + ": " + share + " lost"));
    return String.join("; ", words);
  }

  private static String lost(double loss) {
    return loss > 0 ? ", and " + TraceText.share(loss) + " are lost" : "";
  }

  /** Turned round: where each value is, in words. */
  private static <T> Map<String, SortedSet<Direction>> byWords(
      SortedMap<Direction, T> values, Function<T, List<String>> words) {
    Map<String, SortedSet<Direction>> where = new LinkedHashMap<>();
    values.forEach(
        (direction, value) ->
            words
                .apply(value)
                .forEach(it -> where.computeIfAbsent(it, no -> new TreeSet<>()).add(direction)));
    return where;
  }

  private int directions() {
    return members.size() * (members.size() - 1);
  }

  private boolean hears(NodeId node) {
    return others(node).stream().anyMatch(it -> isUp(it, node));
  }

  private boolean isHeard(NodeId node) {
    return others(node).stream().anyMatch(it -> isUp(node, it));
  }

  private List<NodeId> others(NodeId node) {
    return members.stream().filter(it -> !it.equals(node)).toList();
  }

  private boolean isUp(NodeId from, NodeId to) {
    return !net.cut().contains(new Direction(from, to));
  }

  /** The parts between which nothing gets through, in the order of their first nodes. */
  private List<SortedSet<NodeId>> parts() {
    List<SortedSet<NodeId>> parts = new ArrayList<>();
    SortedSet<NodeId> left = new TreeSet<>(members);
    while (!left.isEmpty()) {
      SortedSet<NodeId> part = new TreeSet<>();
      reach(left.first(), left, part);
      parts.add(part);
    }
    return parts;
  }

  /** Moves a node, and all that it is linked to in any direction, to a part. */
  private void reach(NodeId first, Collection<NodeId> left, SortedSet<NodeId> part) {
    List<NodeId> next = new ArrayList<>(List.of(first));
    left.remove(first);
    while (!next.isEmpty()) {
      NodeId node = next.remove(next.size() - 1);
      part.add(node);
      List<NodeId> linked = left.stream().filter(it -> isUp(node, it) || isUp(it, node)).toList();
      next.addAll(linked);
      left.removeAll(linked);
    }
  }
}
