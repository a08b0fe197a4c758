package quorate.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import quorate.experiments.language.Listed;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.report.StatusView.ClusterStatus;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/** A column for each cluster, a row for each node. */
final class StatusText {

  private StatusText() {}

  static String of(StatusView view, Display display) {
    List<ClusterStatus> clusters = view.clusters();
    Columns<ClusterStatus> table = new Columns<>(clusters, it -> it.name().name());
    table
        .row("leader", StatusText::leader)
        .rowIfAny("epoch", it -> epoch(it.epoch()))
        .rowIfAny("virtual time", it -> simulated(it, time(it)))
        .rowIfAny("seed", it -> simulated(it, Long.toString(it.seed())))
        .rowIfAny("fingerprint", it -> simulated(it, it.fingerprint().orElse("-")));
    int largest = clusters.stream().mapToInt(it -> it.nodes().size()).max().orElse(0);
    IntStream.rangeClosed(1, largest)
        .mapToObj(NodeId::new)
        .forEach(node -> table.row(node.toString(), it -> node(it, node)));
    table
        .rowIfAny("links down", it -> links(it.cut()))
        .rowIfAny("links bad", it -> links(it.bad()));
    boolean allWell = clusters.stream().allMatch(it -> it.cut().isEmpty() && it.bad().isEmpty());
    return table.render(display) + (allWell ? "" : "\n(net shows what is wrong with links)");
  }

  /** Only virtual time comes back with its seed, and can be told by a hash. */
  private static Cell simulated(ClusterStatus cluster, String text) {
    return cluster.name().simulated() ? Cell.text(text) : Cell.NONE;
  }

  private static String time(ClusterStatus cluster) {
    return String.format(Locale.ROOT, "%.1f ms", cluster.atNanos() / 1e6);
  }

  private static Cell leader(ClusterStatus cluster) {
    if (cluster.agreement().isEmpty()) {
      return Cell.text("none agreed").in(Tone.CANDIDATE);
    }
    List<NodeId> leaders = cluster.agreement().get().leaders();
    return Cell.text(leaders.stream().map(NodeId::toString).collect(Collectors.joining(" and ")));
  }

  private static Cell epoch(OptionalLong epoch) {
    return epoch.isPresent() ? Cell.text(Long.toString(epoch.getAsLong())) : Cell.NONE;
  }

  private static Cell node(ClusterStatus cluster, NodeId node) {
    NodeState state = cluster.nodes().get(node);
    if (state == null) {
      return Cell.text("");
    } else if (!state.up()) {
      return Cell.text("crashed").in(Tone.BAD);
    } else if (state.paused()) {
      return Cell.text("paused").in(Tone.BAD);
    }
    Belief belief = state.belief();
    boolean own = cluster.epoch().equals(belief.epoch()) || belief.epoch().isEmpty();
    String epoch = own ? "" : " in epoch " + belief.epoch().getAsLong();
    return Cell.text(role(belief) + epoch + port(state.address())).in(tone(belief));
  }

  private static Tone tone(Belief belief) {
    return switch (belief.role()) {
      case LEADER -> Tone.LEADER;
      case CANDIDATE -> Tone.CANDIDATE;
      case FOLLOWER -> Tone.PLAIN;
    };
  }

  /** What a node is, in a few words. */
  static String words(NodeState state) {
    if (!state.up()) {
      return "crashed";
    } else if (state.paused()) {
      return "paused";
    }
    Belief belief = state.belief();
    String epoch = belief.epoch().isPresent() ? " epoch " + belief.epoch().getAsLong() : "";
    return switch (belief.role()) {
      case LEADER -> "leads" + epoch;
      case CANDIDATE -> "candidate" + (epoch.isEmpty() ? "" : " in" + epoch);
      case FOLLOWER -> role(belief);
    };
  }

  private static String role(Belief belief) {
    return switch (belief.role()) {
      case LEADER -> "LEADER";
      case CANDIDATE -> "candidate";
      case FOLLOWER -> belief.leader().map(leader -> "follows " + leader).orElse("knows no leader");
    };
  }

  private static String port(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? "" : "  " + address.substring(colon);
  }

  private static Cell links(SortedSet<Direction> directions) {
    return directions.isEmpty() ? Cell.NONE : Cell.text(Listed.links(directions)).in(Tone.BAD);
  }
}
