package quorate.repl.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.experiment.ObservedCluster;
import quorate.lab.experiment.ObservedCluster.Following;
import quorate.netty.NettyCluster;
import quorate.repl.session.Answer;
import quorate.repl.session.Session;
import quorate.repl.session.Settings;
import quorate.repl.typed.Quantities;
import quorate.repl.typed.Suggestions;
import quorate.repl.typed.UserError;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Timing;

/** Starts a cluster, and returns when its nodes agree on a leader. */
@Command(
    name = "start",
    description = "start a cluster over TCP, and wait until it agrees on a leader",
    customSynopsis = "start ALGORITHM NODES [--name NAME] [--seed N] [key=value ...]",
    footer = {
      "",
      "examples:",
      "  start raft 5",
      "  start raft 5 --name calm election=500..800ms heartbeat=100ms",
      "  start paxos 3 learning=everyone",
      "",
      "keys: heartbeat, election and answer (see set), and the algorithm's options (see algorithms).",
      "",
      "Before the first cluster of an algorithm starts, a small one is run and thrown away: the first",
      "election of a program measures the loading of its classes."
    })
public final class StartVerb extends FollowingVerb {

  @Parameters(index = "0", paramLabel = "ALGORITHM", description = "raft, for instance")
  private String algorithm;

  @Parameters(index = "1", paramLabel = "NODES", description = "how many nodes, from 1 to 51")
  private String nodes;

  @Parameters(
      index = "2..*",
      paramLabel = "key=value",
      description = "a timing or an option of the algorithm, for this cluster")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--name", description = "what to call the cluster; otherwise as the algorithm")
  private String name;

  @Option(names = "--seed", description = "what the draws of the timers come from")
  private Long seed;

  @Option(names = "--sim", description = "not there yet: clusters run over TCP")
  private boolean sim;

  /** The command of a session. */
  public StartVerb(Session session) {
    super(session);
  }

  @Override
  public Answer run(String typed) throws InterruptedException {
    if (sim) {
      throw new UserError(
          "the simulator is not there yet; leave out --sim to start the cluster over TCP");
    }
    ClusterSpec spec = spec();
    session().warmUp().of(spec.algorithm());
    ObservedCluster cluster = new ObservedCluster(create(spec));
    session().add(cluster);
    Map<ObservedCluster, Following> followings = new LinkedHashMap<>();
    followings.put(cluster, cluster.follow(Cluster::startAll));
    String changed = cluster.spec().size() == 1 ? "1 node" : cluster.spec().size() + " nodes";
    return followed(typed, "started", Map.of(cluster, changed), followings);
  }

  private ClusterSpec spec() {
    ElectionAlgorithm found = algorithm(session(), algorithm);
    int size = Quantities.integer(nodes, "a number of nodes; type: start " + algorithm + " 5");
    if (size > NettyCluster.MAX_NODES) {
      throw new UserError(
          "a cluster over TCP has at most " + NettyCluster.MAX_NODES + " nodes, got " + size);
    }
    Map<String, String> timings = new TreeMap<>();
    Map<String, String> options = new TreeMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new UserError(
            "'" + Suggestions.printable(assignment) + "' is not understood; type key=value");
      }
      String key = assignment.substring(0, equals);
      (Settings.isTiming(key) ? timings : options).put(key, assignment.substring(equals + 1));
    }
    Timing timing = Settings.with(session().settings().timing(), timings);
    long drawn = seed != null ? seed : ThreadLocalRandom.current().nextInt(1_000_000);
    try {
      return new ClusterSpec(nameFor(found), found, size, timing, options, drawn);
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
  }

  /**
   * An algorithm by its name.
   *
   * @throws UserError if there is none of that name
   */
  static ElectionAlgorithm algorithm(Session session, String name) {
    return session
        .catalog()
        .find(name)
        .orElseThrow(() -> Suggestions.unknown("algorithm", name, session.catalog().names()));
  }

  private static Cluster create(ClusterSpec spec) {
    try {
      return NettyCluster.create(spec);
    } catch (IllegalArgumentException tooLarge) {
      throw new UserError(tooLarge.getMessage());
    }
  }

  private String nameFor(ElectionAlgorithm found) {
    if (name == null) {
      String free = found.name();
      for (int i = 2; session().isTaken(free); i++) {
        free = found.name() + "-" + i;
      }
      return free;
    }
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,19}")) {
      throw new UserError(
          "'"
              + Suggestions.printable(name)
              + "' cannot name a cluster; use up to 20 letters and digits, a letter first");
    }
    if (session().isTaken(name)) {
      throw new UserError("there is a cluster " + name + " already; type: stop " + name);
    }
    return name;
  }

  @Override
  public List<String> completions(List<String> words) {
    if (words.isEmpty()) {
      return session().catalog().names();
    } else if (words.size() == 1) {
      return List.of("3", "5", "7");
    }
    List<String> keys = new ArrayList<>(List.of("heartbeat=", "election=", "answer="));
    session()
        .catalog()
        .find(words.get(0))
        .ifPresent(found -> found.options().forEach(option -> keys.add(option.name() + "=")));
    return keys;
  }
}
