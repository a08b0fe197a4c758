package quorate.nodes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.cluster.World;
import quorate.netty.ClusterThread;
import quorate.netty.ConditionWaits;
import quorate.netty.node.HostPort;
import quorate.netty.node.JsonClient;
import quorate.report.export.EventJson;
import quorate.spi.NodeId;

/**
 * A cluster that somebody else started. It is followed as one of processes of this program is; what
 * needs its processes themselves is refused. It goes on when this program ends.
 */
public final class AttachedCluster implements Cluster {

  /** How long to wait at most until all nodes have said something. */
  private static final Duration FIRST_WORDS = Duration.ofSeconds(2);

  private final ClusterSpec spec;
  private final List<Joined> joined;
  private final ClusterThread thread;
  private final ProcessTraces traces;
  private final LiveProcesses live;
  private final EventJson json;
  private final ConditionWaits waits;

  private AttachedCluster(ClusterSpec spec, List<Joined> joined) {
    this.spec = spec;
    this.joined = joined;
    this.thread = new ClusterThread(spec.name());
    this.json = new EventJson(spec.algorithm());
    SortedMap<NodeId, HostPort> addresses = new TreeMap<>();
    spec.members().forEach(node -> addresses.put(node, new HostPort("127.0.0.1", 0)));
    joined.forEach(it -> addresses.put(it.id(), it.listen()));
    this.traces = new ProcessTraces(spec, thread, addresses, System.nanoTime());
    this.live = new LiveProcesses(spec, thread, new ForeignProcesses(joined), traces);
    this.waits = new ConditionWaits(thread, live);
  }

  /**
   * A cluster whose trace is still empty.
   *
   * @param urls where its nodes answer HTTP; if there is one only, the others are looked for at
   *     ports that are as far from theirs
   * @param name makes a name that is free from that of the cluster
   * @throws UserError if nothing answers, or not all are of one cluster
   */
  public static AttachedCluster create(
      List<HostPort> urls, Catalog catalog, UnaryOperator<String> name) {
    List<Joined> joined = new ArrayList<>();
    for (HostPort url : urls) {
      add(Joined.ask(url, catalog), joined);
    }
    Joined first = joined.get(0);
    if (urls.size() == 1) {
      guesses(first)
          .forEach((node, url) -> look(url, catalog, node).ifPresent(it -> add(it, joined)));
    }
    return new AttachedCluster(first.spec().named(name.apply(first.spec().name())), joined);
  }

  private static void add(Joined node, List<Joined> all) {
    for (Joined other : all) {
      if (!other.spec().name().equals(node.spec().name())
          || other.spec().size() != node.spec().size()
          || !other.spec().algorithm().equals(node.spec().algorithm())) {
        throw new UserError(
            "http://%s is of cluster %s, and http://%s of %s; attach to one of them"
                .formatted(other.http(), other.spec().name(), node.http(), node.spec().name()));
      } else if (other.id().equals(node.id())) {
        throw new UserError(
            "http://%s and http://%s are both %s".formatted(other.http(), node.http(), node.id()));
      }
    }
    all.add(node);
  }

  /** Where the other members may answer, by what the first one knows of them. */
  private static SortedMap<NodeId, HostPort> guesses(Joined first) {
    SortedMap<NodeId, HostPort> guesses = new TreeMap<>();
    try {
      int distance = first.http().port() - first.listen().port();
      for (JsonNode member : new JsonClient(first.http()).get("/cluster").json().path("members")) {
        NodeId id = new NodeId(member.get("id").asInt());
        if (!id.equals(first.id()) && member.path("address").isTextual()) {
          HostPort listen = HostPort.parse(member.get("address").asText());
          guesses.put(id, new HostPort(listen.host(), listen.port() + distance));
        }
      }
    } catch (IOException | UserError unknown) {
      // then there is nothing to try
    }
    return guesses;
  }

  private static Optional<Joined> look(HostPort url, Catalog catalog, NodeId node) {
    try {
      return Optional.of(Joined.ask(url, catalog)).filter(it -> it.id().equals(node));
    } catch (UserError nobody) {
      return Optional.empty();
    }
  }

  /** The members that did not answer, in order. */
  public List<NodeId> missing() {
    List<NodeId> found = joined.stream().map(Joined::id).toList();
    return spec.members().stream().filter(it -> !found.contains(it)).toList();
  }

  /**
   * Begins to follow the nodes, from this moment on.
   *
   * @throws UserError if a node does not answer any more
   */
  public void join() throws InterruptedException {
    for (Joined node : joined) {
      Follow follow = new Follow(node);
      thread.call(
          () -> {
            follow.begin();
            return null;
          });
    }
    thread.executeUnlessStopped(traces::lookOn);
    long now = traces.nowNanos();
    runUntil(it -> it.trace().nowNanos() >= now, FIRST_WORDS);
  }

  /** Follows one node, through all lives of its process. */
  private final class Follow {
    private final Joined node;
    private final Machine machine;

    Follow(Joined node) {
      this.node = node;
      this.machine = traces.machine(node.id());
    }

    void begin() {
      JsonClient client = new JsonClient(node.http());
      TraceFollower.Listener told = traces.listener(machine, this::gone);
      try {
        TraceFollower follower =
            TraceFollower.ofOthers(
                spec.name() + "-" + node.id(), client, json, told, node.lastEvent());
        traces.joins(machine, client, follower, node);
        follower.begin();
      } catch (IOException silent) {
        throw new UserError("http://%s does not answer any more".formatted(node.http()));
      }
    }

    private void gone(Machine it) {
      traces.ended(it, traces.nowNanos(), true, "its process does not answer any more");
    }
  }

  @Override
  public ClusterSpec spec() {
    return spec;
  }

  @Override
  public World world() {
    return World.PROCESSES;
  }

  @Override
  public <T> T call(Function<LiveCluster, T> task) {
    return thread.call(() -> task.apply(live));
  }

  @Override
  public boolean runUntil(Predicate<LiveCluster> condition, Duration limit)
      throws InterruptedException {
    return waits.await(condition, limit);
  }

  /** Follows it no longer; it goes on. */
  @Override
  public void close() {
    thread.stopAfter(
        () -> {
          waits.close();
          traces.close();
        });
  }
}
