package quorate.nodes.monitor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quorate.spi.NodeId;

/** What is known of some nodes from outside, and what is new with each answer. One thread. */
final class Watched {

  static final String NOT_YET = "not asked yet";

  private final Map<NodeUrl, Row> rows = new LinkedHashMap<>();

  /** What was said last of all together, so that it is said once. */
  private String together = "";

  /**
   * What is known of one node.
   *
   * @param seen what it said last; empty if it never answered
   * @param problem why it does not answer now; empty if it does
   * @param heardNanos when it answered last
   * @param changes how often it led, followed or was gone otherwise than before, while watched
   */
  record Row(NodeUrl url, Optional<NodeSeen> seen, String problem, long heardNanos, int changes) {

    boolean answers() {
      return seen.isPresent() && problem.isEmpty();
    }

    String name() {
      return seen.map(NodeSeen::name).orElse(url.toString());
    }
  }

  Watched(List<NodeUrl> urls) {
    urls.forEach(url -> rows.put(url, new Row(url, Optional.empty(), NOT_YET, 0, 0)));
  }

  List<Row> rows() {
    return List.copyOf(rows.values());
  }

  /** Takes an answer, and returns what matters of it, a line each; mostly nothing. */
  List<String> take(Answer answer) {
    Row before = rows.get(answer.url());
    Optional<NodeSeen> seen = answer.seen().or(before::seen);
    boolean answers = answer.seen().isPresent();
    List<String> news = new ArrayList<>(news(before, answer, seen));
    rows.put(
        answer.url(),
        new Row(
            answer.url(),
            seen,
            answer.problem(),
            answers ? answer.atNanos() : before.heardNanos(),
            before.changes() + (news.isEmpty() || before.seen().isEmpty() ? 0 : 1)));
    allTogether().filter(now -> !now.equals(together)).ifPresent(now -> addTogether(now, news));
    return news;
  }

  private void addTogether(String now, List<String> news) {
    together = now;
    news.add(now);
  }

  private static List<String> news(Row before, Answer answer, Optional<NodeSeen> known) {
    String name = known.map(NodeSeen::name).orElse(answer.url().toString());
    if (answer.seen().isEmpty()) {
      return before.problem().equals(answer.problem())
          ? List.of()
          : List.of(name + " does not answer: " + answer.problem());
    }
    NodeSeen now = answer.seen().get();
    if (!before.answers()) {
      String how = before.seen().isEmpty() ? " answers" : " answers again";
      boolean other = before.seen().filter(it -> it.pid() != now.pid()).isPresent();
      return List.of(name + how + (other ? ", as another process" : "") + ": " + belief(now));
    } else if (before.seen().get().pid() != now.pid()) {
      return List.of(name + " is another process: " + belief(now));
    }
    return isSame(before.seen().get(), now) ? List.of() : List.of(name + " " + belief(now));
  }

  /** Somebody who campaigns again and again in vain is said to campaign once; rows have epochs. */
  private static boolean isSame(NodeSeen before, NodeSeen now) {
    return before.campaigns() && now.campaigns() || belief(before).equals(belief(now));
  }

  private static String belief(NodeSeen node) {
    if (node.leads()) {
      return "leads" + node.inEpoch();
    } else if (node.campaigns()) {
      return "campaigns" + node.inEpoch();
    }
    if (!node.id().isMember()) {
      return "granted to " + node.leader().map(NodeId::toString).orElse("nobody") + node.inEpoch();
    }
    return node.leader().map(it -> "follows " + it).orElse("knows no leader") + node.inEpoch();
  }

  /** What is so of the cluster now, if that is worth a line. */
  private Optional<String> allTogether() {
    if (rows.values().stream().anyMatch(it -> it.problem().equals(NOT_YET))) {
      return Optional.empty();
    }
    List<NodeSeen> answering =
        rows.values().stream().filter(Row::answers).flatMap(it -> it.seen().stream()).toList();
    List<NodeSeen> leaders = answering.stream().filter(NodeSeen::leads).toList();
    Stream<String> clusters = answering.stream().map(NodeSeen::cluster).distinct();
    if (answering.isEmpty() || clusters.count() > 1) {
      return Optional.empty();
    } else if (leaders.size() > 1) {
      return Optional.of(
          "two leaders: "
              + leaders.stream()
                  .map(it -> it.name() + it.inEpoch())
                  .collect(Collectors.joining(", ")));
    } else if (leaders.size() == 1 && leaders.get(0).leader().isPresent()) {
      NodeSeen leader = leaders.get(0);
      boolean all =
          answering.stream()
              .allMatch(
                  it ->
                      it.leader().equals(Optional.of(leader.id()))
                          && it.epoch().equals(leader.epoch()));
      String who =
          answering.size() == rows.size()
              ? "all " + answering.size()
              : answering.size() + " of " + rows.size();
      return all
          ? Optional.of(who + " agree: " + leader.name() + " leads" + leader.inEpoch())
          : Optional.empty();
    }
    boolean nobody = answering.stream().allMatch(it -> it.leader().isEmpty());
    return nobody ? Optional.of("nobody leads") : Optional.empty();
  }

  /** The clusters that answer, by name. */
  List<String> clusters() {
    TreeSet<String> names = new TreeSet<>();
    rows.values().forEach(row -> row.seen().ifPresent(it -> names.add(it.cluster())));
    return List.copyOf(names);
  }
}
