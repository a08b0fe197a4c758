package quorate.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.typed.Assignments;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.NettyCluster;
import quorate.netty.node.HostPort;
import quorate.netty.node.Members;
import quorate.netty.node.NodeSettings;
import quorate.nodes.server.ServerSettings;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Timing;

/** What a node is told when it starts in a process of its own. */
final class NodeOptions {

  static final String EXAMPLE =
      "./quorate node raft --id 1 --peers 1=127.0.0.1:7001,2=127.0.0.1:7002 --data n1";

  @Parameters(index = "0", arity = "0..1", paramLabel = "ALGORITHM", description = "As in start.")
  private String algorithm;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KEY=VALUE",
      description = "A timing, or an option of the algorithm: election=500..800ms.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--id",
      paramLabel = "N",
      description = "Which of the members it is, from 1 on; or manager, of a lease.")
  private String id;

  @Option(
      names = "--peers",
      paramLabel = "1=HOST:PORT,...",
      description = "Where each member listens, this one included.")
  private String peers;

  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description = "A file in which the members find each other.")
  private Path registry;

  @Option(
      names = "--dns",
      paramLabel = "NAME:PORT",
      description = "A name that has the addresses of all members.")
  private String dns;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "How many members there are; with --registry and --dns.")
  private Integer size;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where it listens; by default as --peers says, or any port of 127.0.0.1.")
  private String listen;

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      description = "Where it answers HTTP; by default nowhere.")
  private String http;

  @Option(
      names = "--http-name",
      paramLabel = "NAME",
      description = "A name by which HTTP clients call it. As often as you like.")
  private List<String> httpNames = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder for what it must not forget.")
  private Path data;

  @Option(
      names = "--no-sync",
      description = "Do not wait until a save is on the disk; for demonstrations.")
  private boolean noSync;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The name of the cluster; by default that of the algorithm.")
  private String cluster;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "A file with what all members know, and nobody else.")
  private Path secretFile;

  @Option(
      names = "--allow-faults",
      description = "Let those who can reach its HTTP port trouble its links.")
  private boolean allowFaults;

  @Option(names = "--seed", paramLabel = "N", description = "The source of its random timeouts.")
  private Long seed;

  @Option(
      names = "--origin",
      paramLabel = "NANOS",
      description = "The moment of System.nanoTime at which its trace has time 0.")
  private Long origin;

  String typed() {
    return algorithm == null ? "node" : "node " + algorithm;
  }

  /** Whether it is only said what to type: nothing was. */
  boolean isNothing() {
    return algorithm == null;
  }

  /** Throws a UserError if something is missing or wrong. */
  NodeSettings node() {
    ElectionAlgorithm found = Catalog.load().named(algorithm);
    NodeId self = self();
    ClusterSpec spec = spec(found);
    Members members = members(spec);
    return new NodeSettings(
        spec,
        self,
        listen(self, members),
        members,
        Optional.ofNullable(secretFile).map(NodeOptions::secret),
        Optional.ofNullable(data),
        !noSync,
        origin == null ? OptionalLong.empty() : OptionalLong.of(origin));
  }

  /** Where it answers HTTP, if it does. */
  Optional<ServerSettings> server() {
    if (http == null && (allowFaults || !httpNames.isEmpty())) {
      throw new UserError(
          "--allow-faults and --http-name need --http, as in --http 127.0.0.1:8001");
    }
    Set<String> names = new TreeSet<>();
    httpNames.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return Optional.ofNullable(http)
        .map(HostPort::parse)
        .map(address -> new ServerSettings(address, names, allowFaults));
  }

  private NodeId self() {
    if (id == null) {
      throw new UserError("which member is it? add --id, as in " + EXAMPLE);
    } else if (!id.matches("[1-9]\\d{0,8}|" + NodeId.MANAGER)) {
      throw new UserError(
          "a node's id is a number from 1 on, or manager, got '%s'".formatted(Printable.of(id)));
    }
    return NodeId.of(id);
  }

  private ClusterSpec spec(ElectionAlgorithm found) {
    Assignments typed = Assignments.of(assignments);
    typed.refuseSetup();
    typed.refuseNetwork();
    if (!typed.shuffled().isEmpty()) {
      throw new UserError("each node has its own options; leave out " + Assignments.SHUFFLED);
    }
    Timing timing = typed.timing(Timing.DEFAULT);
    long drawn = seed != null ? seed : ThreadLocalRandom.current().nextInt(1_000_000);
    try {
      return new ClusterSpec(
          name(found), found, size(), timing, typed.options(found, List.of(found)), drawn);
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
  }

  private String name(ElectionAlgorithm found) {
    if (cluster != null && !cluster.matches("[A-Za-z][A-Za-z0-9_-]{0,19}")) {
      throw new UserError(
          "'"
              + Printable.of(cluster)
              + "' cannot name a cluster; use up to 20 letters and digits, a letter first");
    }
    return cluster == null ? found.name() : cluster;
  }

  private int size() {
    long ways = Stream.of(peers, registry, dns).filter(it -> it != null).count();
    if (ways != 1) {
      throw new UserError(
          (ways == 0
                  ? "how does it find the others? add "
                  : "only one of these says who is there: ")
              + "--peers, or --registry FILE --size N, or --dns NAME:PORT --size N");
    }
    int members = peers != null ? Members.parse(peers).size() : size == null ? 0 : size;
    if (members == 0) {
      throw new UserError("how many members are there? add --size, as in --size 5");
    } else if (peers != null && size != null && size != members) {
      throw new UserError(
          "--peers has %s members, and --size says %s; leave out --size".formatted(members, size));
    } else if (members < 1 || members > NettyCluster.MAX_NODES) {
      throw new UserError(
          "a cluster of processes has 1 to %s members, got %s"
              .formatted(NettyCluster.MAX_NODES, members));
    }
    return members;
  }

  private Members members(ClusterSpec spec) {
    if (peers != null) {
      return Members.parse(peers);
    }
    return registry != null
        ? Members.registry(registry, spec)
        : Members.dns(HostPort.parse(dns), spec.size());
  }

  private HostPort listen(NodeId self, Members members) {
    if (listen != null) {
      return HostPort.parse(listen);
    } else if (dns != null) {
      throw new UserError(
          "where does it listen? add --listen 0.0.0.0:%s".formatted(HostPort.parse(dns).port()));
    }
    HostPort any = new HostPort("127.0.0.1", 0);
    return peers == null ? any : members.find().byId().getOrDefault(self, any);
  }

  private static String secret(Path file) {
    try {
      String secret = Files.readString(file).strip();
      if (secret.isEmpty()) {
        throw new UserError("there is no secret in " + file + "; write a line into it");
      }
      return secret;
    } catch (IOException unreadable) {
      throw new UserError("cannot read the secret in " + file + "; give another --secret-file");
    }
  }
}
