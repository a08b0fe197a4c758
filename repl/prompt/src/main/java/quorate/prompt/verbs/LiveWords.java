package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Listed;
import quorate.experiments.language.NodeSelection;
import quorate.lab.cluster.Messages;
import quorate.report.NetView;
import quorate.report.NetView.ClusterNet;
import quorate.report.StatusView;
import quorate.report.StatusView.ClusterStatus;
import quorate.spi.NodeId;

/** Words for what is there in the clusters that run: each says how that is now. */
final class LiveWords {

  /** Up to this size each link of a cluster is offered. */
  private static final int FEW_NODES = 6;

  private static final Map<String, String> SELECTIONS =
      Map.of(
          "leader", "the node that leads",
          "followers", "all running nodes but the leader",
          "follower", "one of the followers, by chance",
          "majority", "the first of the nodes, more than half",
          "minority", "the last of the nodes, less than half",
          "half", "the first of the nodes, at most half",
          "highest", "the node with the highest number",
          "random", "a running node, by chance",
          "all", "every node");

  private final List<ObservedCluster> clusters;

  LiveWords(List<ObservedCluster> clusters) {
    this.clusters = clusters;
  }

  private int largest() {
    return clusters.stream().mapToInt(it -> it.spec().size()).max().orElse(0);
  }

  /** What each cluster says, with its name if there are several; the same is said once. */
  private String said(Map<String, String> byCluster) {
    if (clusters.size() < 2) {
      return String.join("", byCluster.values());
    }
    return byCluster.entrySet().stream()
        .map(it -> it.getKey() + " " + it.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Words, and the numbers of the largest cluster. */
  List<Completion> nodes() {
    List<ClusterStatus> now = StatusView.of(clusters).clusters();
    List<Completion> nodes = new ArrayList<>();
    for (String word : NodeSelection.WORDS) {
      nodes.add(new Completion(word, SELECTIONS.getOrDefault(word, ""), Completion.NODES));
    }
    Map<String, String> leaders = new LinkedHashMap<>();
    now.forEach(it -> it.leader().ifPresent(id -> leaders.put(it.name().name(), id.toString())));
    if (!leaders.isEmpty()) {
      nodes.set(0, new Completion("leader", "now " + said(leaders), Completion.NODES));
    }
    SortedSet<NodeId> hosts = new TreeSet<>();
    now.forEach(it -> hosts.addAll(it.nodes().keySet()));
    for (NodeId node : hosts) {
      Map<String, String> states = new LinkedHashMap<>();
      now.stream()
          .filter(it -> it.nodes().containsKey(node))
          .forEach(it -> states.put(it.name().name(), it.words(node)));
      nodes.add(new Completion(Listed.withoutN(node.toString()), said(states), Completion.NODES));
    }
    return nodes;
  }

  List<Completion> links() {
    List<Completion> links = new ArrayList<>();
    links.add(link("leader-followers", "all links of the leader"));
    links.add(link("leader->followers", "all links of the leader, in one direction"));
    int size = largest() <= FEW_NODES ? largest() : 0;
    List<ClusterNet> nets = size == 0 ? List.of() : NetView.of(clusters).clusters();
    for (int from = 1; from <= size; from++) {
      for (int to = from + 1; to <= size; to++) {
        links.add(link(from + "-" + to, state(nets, from, to, true)));
        links.add(link(from + "->" + to, state(nets, from, to, false)));
        links.add(link(to + "->" + from, state(nets, to, from, false)));
      }
    }
    return links;
  }

  private static Completion link(String word, String meaning) {
    return new Completion(word, meaning, Completion.LINKS);
  }

  private String state(List<ClusterNet> nets, int from, int to, boolean bothWays) {
    Map<String, String> states = new LinkedHashMap<>();
    for (ClusterNet net : nets) {
      String words = net.words(new NodeId(from), new NodeId(to), bothWays);
      if (!words.isEmpty()) {
        states.put(net.name().name(), words);
      }
    }
    return states.isEmpty() ? bothWays ? "both directions" : "one direction" : said(states);
  }

  /** The messages of the algorithms that run, each with whose it is. */
  List<Completion> messages() {
    Map<String, List<String>> whose = new LinkedHashMap<>();
    for (ObservedCluster cluster : clusters) {
      String algorithm = cluster.spec().algorithm().name();
      for (String name : Messages.namesOf(cluster.spec().algorithm())) {
        List<String> its = whose.computeIfAbsent(name, no -> new ArrayList<>());
        if (!its.contains(algorithm)) {
          its.add(algorithm);
        }
      }
    }
    return whose.entrySet().stream()
        .map(
            it ->
                new Completion(
                    it.getKey(),
                    "a message of " + String.join(", ", it.getValue()),
                    Completion.MESSAGES))
        .toList();
  }

  /** The timers that are pending, each with the nodes where it is. */
  List<Completion> timers() {
    Map<String, Map<String, List<String>>> pending = new TreeMap<>();
    for (ObservedCluster cluster : clusters) {
      for (NodeId node : cluster.hosts()) {
        for (String timer : cluster.call(now -> now.cluster().pendingTimers(node))) {
          pending
              .computeIfAbsent(timer, no -> new LinkedHashMap<>())
              .computeIfAbsent(cluster.spec().name(), no -> new ArrayList<>())
              .add(node.toString());
        }
      }
    }
    List<Completion> timers = new ArrayList<>();
    pending.forEach(
        (timer, where) -> {
          Map<String, String> words = new LinkedHashMap<>();
          where.forEach((cluster, nodes) -> words.put(cluster, String.join(" ", nodes)));
          timers.add(new Completion(timer, "pending on " + said(words), "timers"));
        });
    return timers;
  }
}
