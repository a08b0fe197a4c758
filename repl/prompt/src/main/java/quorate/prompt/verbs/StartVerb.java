package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.Experiment;
import quorate.experiments.Following;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Change;
import quorate.experiments.language.Quantities;
import quorate.experiments.typed.Assignments;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.cluster.World;
import quorate.lab.simulator.SimulatedCluster;
import quorate.netty.NettyCluster;
import quorate.netty.real.RealCluster;
import quorate.netty.real.RealSystem;
import quorate.nodes.cluster.ProcessCluster;
import quorate.session.Answer;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionSystem;
import quorate.spi.Timing;

/** Starts a cluster, and returns when its nodes agree on a leader. */
@Command(
    name = "start",
    description = "start a cluster, and wait until it agrees on a leader",
    customSynopsis =
        "start ALGORITHM NODES [--sim | --tcp | --processes] [--name NAME] [--seed N]"
            + " [key=value ...]")
public final class StartVerb extends FollowingVerb {

  private static final int MOST_SIMULATED_NODES = 1_000;

  @Parameters(index = "0", paramLabel = "ALGORITHM", description = "raft, for instance")
  private String algorithm;

  @Parameters(index = "1", paramLabel = "SIZE", description = "how many nodes, from 1 on")
  private String nodes;

  @Parameters(
      index = "2..*",
      paramLabel = "KEY=",
      description = "a timing, the network or an option of the algorithm")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--name", description = "what to call the cluster; otherwise as the algorithm")
  private String name;

  @Option(names = "--seed", description = "the source of all random choices")
  private Long seed;

  @Mixin private RuntimeOptions runtime;

  @Override
  public Answer run(String typed) throws InterruptedException {
    ObservedCluster cluster = new ObservedCluster(create());
    session().add(cluster);
    Following following = cluster.follow(LiveCluster::startAll);
    String changed = cluster.spec().size() == 1 ? "1 node" : cluster.spec().size() + " nodes";
    Followed started = new Followed(cluster, Optional.empty(), Change.of(changed), following);
    return followed(typed, "started", List.of(started));
  }

  private Cluster create() throws InterruptedException {
    Optional<RealSystem> real = session().realSystems().named(algorithm);
    if (real.isPresent()) {
      return real(real.get());
    }
    ElectionAlgorithm found = session().catalog().named(algorithm);
    int size = Quantities.integer(nodes, "a number of nodes; type: start " + algorithm + " 5");
    World world = runtime.world(session().settings());
    checkSize(size, world);
    Assignments typed = Assignments.of(assignments);
    typed.refuseSetup();
    if (world != World.SIM) {
      typed.refuseNetwork();
    }
    ClusterSpec spec = spec(found, size, typed);
    if (world == World.SIM) {
      return new SimulatedCluster(spec, typed.network(session().settings().network(), size));
    } else if (world == World.PROCESSES) {
      return ProcessCluster.create(spec);
    }
    try {
      NettyCluster.checkRoomFor(spec);
      session().warmUp().of(found);
      return NettyCluster.create(spec);
    } catch (IllegalArgumentException tooLarge) {
      throw new UserError(tooLarge.getMessage());
    }
  }

  private Cluster real(RealSystem system) {
    int size = Quantities.integer(nodes, "a number of nodes; type: start " + algorithm + " 3");
    checkSize(size, runtime.real(system.name()));
    Assignments typed = Assignments.of(assignments);
    typed.refuseSetup();
    typed.refuseNetwork();
    return RealCluster.create(spec(system, size, typed));
  }

  private ClusterSpec spec(ElectionSystem found, int size, Assignments typed) {
    Timing timing = typed.timing(session().settings().timing());
    OptionalLong set = session().settings().seed();
    long drawn =
        seed != null ? seed : set.orElseGet(() -> ThreadLocalRandom.current().nextInt(1_000_000));
    Map<String, String> options = typed.options(found, List.of(found));
    Chance chance = Chance.ofTrial(drawn, 0);
    typed
        .shuffled()
        .forEach(
            option ->
                options.computeIfPresent(option, (k, all) -> Experiment.shuffle(all, chance)));
    try {
      return new ClusterSpec(nameFor(found), found, size, timing, options, drawn);
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
  }

  /** Throws a UserError if a cluster is larger than what its runtime can do. */
  static void checkSize(int size, World world) {
    if (world == World.SIM) {
      checkSize(size, "a simulated cluster", MOST_SIMULATED_NODES);
    } else if (world == World.TCP) {
      checkSize(size, "a cluster over TCP", NettyCluster.MAX_NODES);
    } else if (world == World.REAL) {
      checkSize(size, "a cluster of a real system", RealCluster.MAX_NODES);
    } else {
      checkSize(size, "a cluster of processes", ProcessCluster.MAX_NODES);
    }
  }

  private static void checkSize(int size, String what, int most) {
    if (size > most) {
      throw new UserError("%s has at most %s nodes, got %s".formatted(what, most, size));
    }
  }

  private String nameFor(ElectionSystem found) {
    if (name == null) {
      return session().freeName(found.name());
    }
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,19}")) {
      throw new UserError(
          "'"
              + Printable.of(name)
              + "' cannot name a cluster; use up to 20 letters and digits, a letter first");
    }
    if (session().isTaken(name)) {
      throw new UserError("there is a cluster " + name + " already; type: stop " + name);
    }
    return name;
  }
}
