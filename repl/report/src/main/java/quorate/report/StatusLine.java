package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import quorate.experiments.language.Listed;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.report.StatusView.ClusterStatus;
import quorate.spi.NodeId;

/**
 * All clusters in one line, which stays in sight: who leads each, and what is not well. Where they
 * are too many for the width, each says less.
 */
public final class StatusLine {

  private static final String BETWEEN = "  |  ";
  private static final int MOST_WORDS = 2;

  /** With fewer columns it could not be said of any cluster how it is. */
  private static final int FEWEST_FOR_CLUSTERS = 22;

  private final Set<String> broken;

  /** A piece of the line. */
  private record Piece(Tone tone, String text) {}

  private StatusLine(Set<String> broken) {
    this.broken = broken;
  }

  /**
   * The line, at most as wide as the display.
   *
   * @param broken the names of clusters in which a promise was broken
   */
  public static String of(List<ClusterStatus> clusters, Set<String> broken, Display display) {
    return of(clusters, broken, display, display.width());
  }

  private static String of(
      List<ClusterStatus> clusters, Set<String> broken, Display display, int width) {
    if (clusters.isEmpty()) {
      return display.toned(Tone.FAINT, "no cluster is running");
    }
    StatusLine line = new StatusLine(broken);
    Optional<List<Piece>> whole = line.fitting(clusters, 0, width);
    if (whole.isPresent()) {
      return toned(whole.get(), display);
    }
    for (int shown = clusters.size() - 1; shown > 0; shown--) {
      List<Piece> pieces = line.pieces(clusters.subList(0, shown), 0);
      pieces.add(new Piece(Tone.FAINT, BETWEEN + (clusters.size() - shown) + " more"));
      if (width(pieces) <= width) {
        return toned(pieces, display);
      }
    }
    return display.toned(Tone.FAINT, clusters.size() + " clusters; type: status");
  }

  /**
   * The same, behind the place where a person is.
   *
   * @param place where that is, and what is wanted there, which is left out where there is no room;
   *     may be nothing
   */
  public static String of(
      List<String> place, List<ClusterStatus> clusters, Set<String> broken, Display display) {
    StatusLine line = new StatusLine(broken);
    for (int said = clusters.isEmpty() ? 0 : place.size(); said > 0; said--) {
      String where = String.join(": ", place.subList(0, said));
      int room = display.width() - where.length() - BETWEEN.length();
      Optional<List<Piece>> telling = line.fitting(clusters, 1, room);
      if (telling.isPresent()) { // what is wrong, in words, matters more than what is wanted
        return where + display.toned(Tone.FAINT, BETWEEN) + toned(telling.get(), display);
      }
    }
    for (int said = place.size(); said > 0; said--) {
      String where = String.join(": ", place.subList(0, said));
      int room = display.width() - where.length() - BETWEEN.length();
      if (clusters.isEmpty() && where.length() <= display.width()) {
        return where;
      } else if (room >= FEWEST_FOR_CLUSTERS) {
        return where + display.toned(Tone.FAINT, BETWEEN) + of(clusters, broken, display, room);
      }
    }
    return of(clusters, broken, display);
  }

  /** As many words about all clusters as have room; empty if the fewest are too many. */
  private Optional<List<Piece>> fitting(List<ClusterStatus> clusters, int fewest, int room) {
    for (int words = MOST_WORDS; words >= fewest; words--) {
      List<Piece> pieces = pieces(clusters, words);
      if (width(pieces) <= room) {
        return Optional.of(pieces);
      }
    }
    return Optional.empty();
  }

  private static int width(List<Piece> pieces) {
    return pieces.stream().mapToInt(it -> it.text().length()).sum();
  }

  private static String toned(List<Piece> pieces, Display display) {
    return pieces.stream()
        .map(it -> display.toned(it.tone(), it.text()))
        .collect(Collectors.joining());
  }

  private List<Piece> pieces(List<ClusterStatus> clusters, int words) {
    List<Piece> pieces = new ArrayList<>();
    for (ClusterStatus cluster : clusters) {
      pieces.add(new Piece(Tone.FAINT, pieces.isEmpty() ? "" : BETWEEN));
      pieces.add(new Piece(Tone.PLAIN, cluster.name().name() + ": "));
      pieces.add(leaders(cluster, words));
      List<String> bad = words == 0 ? List.of() : troubles(cluster, words);
      if (!bad.isEmpty()) {
        pieces.add(new Piece(Tone.BAD, "; " + String.join("; ", bad)));
      } else if (words == 0 && !troubles(cluster, words).isEmpty()) {
        pieces.add(new Piece(Tone.BAD, " (!)"));
      }
    }
    return pieces;
  }

  /** Who leads, in its own opinion. */
  private static Piece leaders(ClusterStatus cluster, int words) {
    List<NodeId> leaders = cluster.believers();
    if (leaders.isEmpty()) {
      return new Piece(Tone.CANDIDATE, "no leader");
    } else if (leaders.size() > 1) {
      return new Piece(Tone.BAD, twoLeaders(cluster));
    }
    NodeId leader = leaders.get(0);
    return new Piece(
        Tone.LEADER, words == 0 ? leader.toString() : leader + " leads" + epoch(cluster, leader));
  }

  /** {@code TWO LEADERS: n1 epoch 1, n3 epoch 2}. */
  public static String twoLeaders(ClusterStatus cluster) {
    List<NodeId> leaders = cluster.believers();
    String head = leaders.size() == 2 ? "TWO LEADERS: " : leaders.size() + " LEADERS: ";
    return head
        + leaders.stream().map(it -> it + epoch(cluster, it)).collect(Collectors.joining(", "));
  }

  private static String epoch(ClusterStatus cluster, NodeId leader) {
    OptionalLong epoch = cluster.nodes().get(leader).belief().epoch();
    return epoch.isPresent() ? " epoch " + epoch.getAsLong() : "";
  }

  private List<String> troubles(ClusterStatus cluster, int words) {
    List<String> troubles = new ArrayList<>();
    if (broken.contains(cluster.name().name())) {
      troubles.add("PROMISE BROKEN");
    }
    addNodes(cluster, state -> !state.up(), "crashed", words, troubles);
    addNodes(cluster, state -> state.up() && state.paused(), "paused", words, troubles);
    addNodes(cluster, state -> !state.hasTrueClock(), "drifting", words, troubles);
    if (!cluster.cut().isEmpty()) {
      troubles.add(
          (words < MOST_WORDS
                  ? Listed.countOfLinks(cluster.cut())
                  : Listed.linksOrCount(cluster.cut()))
              + " cut");
    }
    if (!cluster.bad().isEmpty()) {
      troubles.add(Listed.countOfLinks(cluster.bad()) + " bad");
    }
    return troubles;
  }

  private static void addNodes(
      ClusterStatus cluster,
      Predicate<NodeState> which,
      String what,
      int words,
      List<String> troubles) {
    List<NodeId> nodes =
        cluster.nodes().keySet().stream()
            .filter(it -> which.test(cluster.nodes().get(it)))
            .toList();
    if (!nodes.isEmpty()) {
      troubles.add((words < MOST_WORDS ? nodes.size() : Listed.nodes(nodes)) + " " + what);
    }
  }
}
