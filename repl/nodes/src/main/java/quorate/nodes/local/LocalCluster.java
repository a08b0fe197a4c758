package quorate.nodes.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.netty.node.HostPort;
import quorate.netty.node.JsonClient.Silent;
import quorate.nodes.monitor.NodeSeen;
import quorate.nodes.monitor.NodeUrl;
import quorate.spi.NodeId;

/**
 * A cluster of processes that a folder knows of: who runs, where they answer, what they printed and
 * what they saved. It outlives the command that started it. Used by one thread; two commands at
 * once do not see each other.
 */
public final class LocalCluster {

  private static final String HOST = "127.0.0.1";

  /** A node answers HTTP so far above the port at which it listens for the others. */
  private static final int HTTP_ABOVE = 1_000;

  private static final int HIGHEST_PORT = 65_535;
  private static final long PAUSE_MILLIS = 50;
  private static final long LONGEST_END_SECONDS = 5;

  private final Path folder;
  private final NodeLauncher launcher;
  private ClusterFile file;

  private LocalCluster(Path folder, NodeLauncher launcher, ClusterFile file) {
    this.folder = folder;
    this.launcher = launcher;
    this.file = file;
  }

  /**
   * What to start.
   *
   * @param settings timings and options, as they are typed
   * @param port one below that of the first node
   */
  public record Order(String algorithm, int size, List<String> settings, int port) {

    /** The members, and the algorithm's services after them. */
    private List<NodeId> hosts() {
      return Stream.concat(
              IntStream.rangeClosed(1, size).mapToObj(NodeId::new),
              Catalog.load().named(algorithm).services().stream().sorted())
          .toList();
    }

    private HostPort listen(NodeId node) {
      return new HostPort(HOST, port + 1 + hosts().indexOf(node));
    }

    private HostPort http(NodeId node) {
      return new HostPort(HOST, listen(node).port() + HTTP_ABOVE);
    }

    private String peers() {
      return hosts().stream()
          .map(node -> LocalNode.key(node) + "=" + listen(node))
          .collect(Collectors.joining(","));
    }

    private void checkPorts() {
      int all = hosts().size();
      if (port < 1 || port + all + HTTP_ABOVE > HIGHEST_PORT) {
        throw new UserError(
            "the ports of the nodes follow --port; type a number from 1 to %s"
                .formatted(HIGHEST_PORT - HTTP_ABOVE - all));
      }
      for (NodeId node : hosts()) {
        for (HostPort each : List.of(listen(node), http(node))) {
          if (!each.isFree()) {
            throw new UserError(
                "port %s is taken; type other ports: --port %s"
                    .formatted(each.port(), port + (port + 100 < HIGHEST_PORT / 2 ? 100 : -100)));
          }
        }
      }
    }
  }

  /**
   * Starts a cluster. What its nodes saved in this folder before, they know again.
   *
   * @throws UserError if one runs there already, a port is taken, or the folder cannot be written
   */
  public static LocalCluster start(Path folder, Order order, NodeLauncher launcher) {
    Optional<ClusterFile> before = ClusterFile.read(folder);
    long run = before.stream().flatMap(it -> it.nodes().stream()).filter(LocalNode::runs).count();
    if (run > 0) {
      throw new UserError(
          "a cluster of %s runs in %s already (%s of its %s nodes); to end it: cluster stop --dir %2$s"
              .formatted(before.get().algorithm(), folder, run, before.get().nodes().size()));
    }
    order.checkPorts();
    try {
      Files.createDirectories(folder);
    } catch (IOException impossible) {
      throw new UserError("cannot make the folder " + folder + "; give another with --dir");
    }
    if (!Files.isWritable(folder)) {
      throw new UserError("cannot write to " + folder + "; give another with --dir");
    }
    LocalCluster cluster = new LocalCluster(folder, launcher, null);
    List<LocalNode> nodes = new ArrayList<>();
    try {
      for (NodeId node : order.hosts()) {
        Files.deleteIfExists(cluster.log(node));
        nodes.add(cluster.launch(node, order.algorithm(), order.peers(), order));
      }
      cluster.file = new ClusterFile(order.algorithm(), order.settings(), nodes);
      cluster.file.write(folder);
      return cluster;
    } catch (IOException | UserError failed) {
      nodes.forEach(it -> it.process().ifPresent(ProcessHandle::destroyForcibly));
      throw failed instanceof UserError said
          ? said
          : new UserError("cannot write to " + folder + "; give another with --dir");
    }
  }

  private LocalNode launch(NodeId node, String algorithm, String peers, Order order) {
    return launch(node, algorithm, peers, order.settings(), order.listen(node), order.http(node));
  }

  private LocalNode launch(
      NodeId node,
      String algorithm,
      String peers,
      List<String> settings,
      HostPort listen,
      HostPort http) {
    List<String> arguments = new ArrayList<>(List.of(algorithm, "--id", LocalNode.key(node)));
    arguments.addAll(List.of("--peers", peers, "--http", http.toString()));
    arguments.addAll(List.of("--data", folder.resolve(node.toString()).toString()));
    arguments.addAll(settings);
    return LocalNode.of(node, launcher.launch(arguments, folder, log(node)), listen, http);
  }

  /**
   * The cluster of a folder, whether its processes run or not.
   *
   * @throws UserError if there is none
   */
  public static LocalCluster in(Path folder, NodeLauncher launcher) {
    return ClusterFile.read(folder)
        .map(file -> new LocalCluster(folder, launcher, file))
        .orElseThrow(
            () ->
                new UserError(
                    "no cluster was started in %s; type: quorate cluster start raft 3"
                        .formatted(folder)));
  }

  public String algorithm() {
    return file.algorithm();
  }

  public Path folder() {
    return folder;
  }

  public List<LocalNode> nodes() {
    return file.nodes();
  }

  public List<NodeUrl> urls() {
    return nodes().stream().map(LocalNode::url).toList();
  }

  /** A node by its number or name; a UserError if there is none. */
  public LocalNode node(String id) {
    String wanted = id.replaceFirst("^n(?=\\d)", "");
    return nodes().stream()
        .filter(it -> it.id().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "node %s does not exist; %s has %s"
                        .formatted(
                            Printable.of(wanted),
                            algorithm(),
                            nodes().stream()
                                .map(LocalNode::id)
                                .collect(Collectors.joining(", ")))));
  }

  public LocalNode node(NodeId node) {
    return node(LocalNode.key(node));
  }

  private Path log(NodeId node) {
    return folder.resolve(node + ".log");
  }

  /** What a node has printed, a line each; none if it has printed nothing. */
  public List<String> printed(LocalNode node) {
    try (Stream<String> lines = Files.lines(log(node.node()))) {
      return lines.map(Printable::visible).toList();
    } catch (IOException | java.io.UncheckedIOException none) {
      return List.of();
    }
  }

  /**
   * Waits until all nodes that run agree on a leader, and a majority of all runs.
   *
   * @return the leader
   * @throws UserError if a process ends meanwhile, or it takes too long
   */
  public NodeSeen awaitAgreement(long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<LocalNode> running = nodes().stream().filter(LocalNode::runs).toList();
    while (System.nanoTime() < end) {
      List<NodeSeen> seen = new ArrayList<>();
      for (LocalNode node : running) {
        if (!node.runs()) {
          throw new UserError(node.name() + " has ended: " + lastWords(node));
        }
        ask(node).ifPresent(seen::add);
      }
      Optional<NodeSeen> leader = agreed(seen, running.size());
      if (leader.isPresent()) {
        return leader.get();
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    throw new UserError(
        "the nodes do not agree on a leader within %s s; type: quorate cluster status"
            .formatted(seconds));
  }

  private static Optional<NodeSeen> ask(LocalNode node) {
    try {
      return Optional.of(node.url().ask());
    } catch (Silent notYet) {
      return Optional.empty();
    }
  }

  private static Optional<NodeSeen> agreed(List<NodeSeen> seen, int running) {
    return seen.stream()
        .filter(NodeSeen::leads)
        .filter(
            leader ->
                seen.size() == running
                    && seen.stream()
                        .allMatch(
                            it ->
                                it.leader().equals(Optional.of(leader.id()))
                                    && it.epoch().equals(leader.epoch())))
        .findFirst();
  }

  /** The last line that a node printed. */
  public String lastWords(LocalNode node) {
    List<String> lines = printed(node);
    return lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1);
  }

  /** Kills a process, as {@code kill -9} does, and waits for its end. */
  public void kill(LocalNode node) throws InterruptedException {
    Optional<ProcessHandle> process = node.process();
    process.ifPresent(ProcessHandle::destroyForcibly);
    if (process.isPresent()) {
      awaitEnd(process.get());
    }
  }

  /** Starts a node again that has ended, with what it saved. */
  public LocalNode restart(LocalNode node) {
    String peers =
        nodes().stream().map(it -> it.id() + "=" + it.listen()).collect(Collectors.joining(","));
    LocalNode again =
        launch(
            node.node(),
            algorithm(),
            peers,
            file.settings(),
            HostPort.parse(node.listen()),
            HostPort.parse(node.http()));
    file = file.with(again);
    file.write(folder);
    return again;
  }

  /**
   * Ends all processes, in good order where they can, and forgets them. What they saved and printed
   * stays.
   *
   * @return how many ran
   */
  public int stop() throws InterruptedException {
    List<ProcessHandle> running = nodes().stream().flatMap(it -> it.process().stream()).toList();
    running.forEach(ProcessHandle::destroy);
    for (ProcessHandle process : running) {
      if (!awaitEnd(process)) {
        process.destroyForcibly();
        awaitEnd(process);
      }
    }
    try {
      Files.deleteIfExists(ClusterFile.in(folder));
    } catch (IOException stays) {
      throw new UserError(ClusterFile.in(folder) + " could not be removed; remove it");
    }
    return running.size();
  }

  private static boolean awaitEnd(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(LONGEST_END_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
