package quorate.netty.node;

import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import quorate.lab.UserError;
import quorate.netty.ClusterThread;
import quorate.netty.node.Dial.Target;
import quorate.spi.NodeId;

/**
 * Dials the members to which there is no connection, again and again, at the addresses where they
 * are found by then. Looking for them may take a while, and happens on a thread of its own; all
 * else on the node's.
 */
final class Dialler {

  private static final long SHORTEST_NANOS = 50_000_000;
  private static final long LONGEST_NANOS = 250_000_000;

  private final Members members;
  private final NodeId self;
  private final ClusterThread thread;
  private final ProcessEndpoint endpoint;
  private final ExecutorService finder;
  private final Promise<Void> allTried;
  private final Map<Target, Dial> dials = new LinkedHashMap<>();
  private final SortedMap<NodeId, HostPort> addresses = new TreeMap<>();
  private boolean curious;
  private boolean planned;
  private boolean stopped;

  /**
   * What was found.
   *
   * @param addresses of all members that are known by their ids
   * @param targets where there may be members to be dialled; unresolved where a name is not known
   * @param problem why none can be found
   */
  private record Looked(
      SortedMap<NodeId, HostPort> addresses,
      Map<Target, InetSocketAddress> targets,
      Optional<String> problem) {}

  Dialler(Members members, NodeId self, ClusterThread thread, ProcessEndpoint endpoint) {
    this.members = members;
    this.self = self;
    this.thread = thread;
    this.endpoint = endpoint;
    this.allTried = thread.loop().newPromise();
    this.finder =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread looking = new Thread(task, "quorate-find-members");
              looking.setDaemon(true);
              return looking;
            });
  }

  /** Begins to dial; done when all that are found have been tried once. */
  Promise<Void> start() {
    round();
    return allTried;
  }

  void stop() {
    stopped = true;
    finder.shutdownNow();
  }

  /** The dial to a node that is under way, if there is one. */
  Optional<Dial> underWayTo(NodeId node) {
    return to(node).filter(Dial::isUnderWay);
  }

  Optional<Dial> to(NodeId node) {
    return dials.values().stream()
        .filter(it -> it.peer().filter(node::equals).isPresent())
        .findFirst();
  }

  /** There is no connection to a node any more. */
  void lost(NodeId node) {
    dials.values().stream()
        .filter(it -> it.peer().filter(node::equals).isPresent())
        .forEach(Dial::begin);
    plan();
  }

  /** There is a connection to a node, which may have dialled before it was found here. */
  void linked(NodeId node) {
    if (address(node).isEmpty()) {
      curious = true;
      plan();
    }
  }

  /** Where a node listens, as far as is known. */
  Optional<HostPort> address(NodeId node) {
    return to(node)
        .map(it -> it.target().address())
        .or(() -> Optional.ofNullable(addresses.get(node)));
  }

  private boolean isIdle() {
    return stopped || endpoint.isWhole() && !curious;
  }

  private void round() {
    planned = false;
    if (isIdle()) {
      return;
    }
    curious = false;
    SortedSet<NodeId> linked = endpoint.linked();
    try {
      finder.execute(
          () -> {
            Looked looked = look(linked);
            thread.executeUnlessStopped(() -> dial(looked));
          });
    } catch (RejectedExecutionException late) {
      // It is stopped.
    }
  }

  private Looked look(SortedSet<NodeId> linked) {
    Map<Target, InetSocketAddress> targets = new LinkedHashMap<>();
    try {
      Members.Found found = members.find();
      found
          .byId()
          .forEach(
              (id, address) -> {
                if (!id.equals(self) && !linked.contains(id)) {
                  targets.put(new Target(Optional.of(id), address), address.resolved());
                }
              });
      for (HostPort address : found.others()) {
        targets.put(new Target(Optional.empty(), address), address.resolved());
      }
      return new Looked(found.byId(), targets, Optional.empty());
    } catch (UserError broken) {
      return new Looked(new TreeMap<>(), targets, Optional.of(broken.getMessage()));
    }
  }

  private void dial(Looked looked) {
    if (stopped) {
      return;
    }
    looked.problem().ifPresent(endpoint::onNotFound);
    addresses.putAll(looked.addresses());
    if (looked.problem().isEmpty()) {
      dials.values().removeIf(it -> isForgotten(it, looked));
    }
    looked.targets().forEach((target, where) -> dial(dial(target), where));
    onTried();
    plan();
  }

  /** A member to which there is a connection is not looked for, and its dial stays. */
  private boolean isForgotten(Dial dial, Looked looked) {
    return !looked.targets().containsKey(dial.target())
        && !dial.isUnderWay()
        && dial.peer().filter(endpoint.linked()::contains).isEmpty();
  }

  private Dial dial(Target target) {
    return dials.computeIfAbsent(target, it -> new Dial(self, it));
  }

  private void dial(Dial dial, InetSocketAddress where) {
    boolean wanted = !dial.isUnderWay() && System.nanoTime() - dial.nextNanos() >= 0;
    if (!wanted || dial.isOwn() || dial.peer().filter(endpoint::isBusyWith).isPresent()) {
      return;
    }
    dial.begins();
    if (where.isUnresolved()) {
      dial.fails("the name " + dial.target().address().host() + " is not known");
    } else {
      endpoint.dial(dial, where);
    }
  }

  /** A try came to its end. */
  void onTried() {
    if (dials.values().stream().allMatch(it -> it.isTried() || it.isOwn())) {
      allTried.trySuccess(null);
    }
  }

  /** Looks again when the next dial is due. */
  private void plan() {
    if (planned || isIdle()) {
      return;
    }
    planned = true;
    long now = System.nanoTime();
    long soonest =
        dials.values().stream()
            .filter(it -> !it.isOwn() && it.peer().filter(endpoint::isBusyWith).isEmpty())
            .mapToLong(it -> it.nextNanos() - now)
            .min()
            .orElse(LONGEST_NANOS);
    long wait = Math.min(Math.max(soonest, SHORTEST_NANOS), LONGEST_NANOS);
    thread.schedule(Duration.ofNanos(wait), this::round);
  }
}
