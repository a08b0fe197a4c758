package quorate.lab.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.measure.Outcome.Leadership;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.spi.Belief;
import quorate.spi.NodeId;
import quorate.spi.Property;

/**
 * Who runs, who believes what, and who can talk to whom, as the trace tells it: all that it takes
 * to say whether a cluster has settled on a leader.
 */
public final class ClusterState implements Observer {

  private final ClusterSpec spec;
  private final SortedMap<NodeId, NodeState> nodes = new TreeMap<>();
  private final SortedSet<NodeId> starting = new TreeSet<>();
  private SortedSet<Direction> cut = new TreeSet<>();

  /** Those that are cut, and those that lose every message. */
  private SortedSet<Direction> dead = new TreeSet<>();

  /** Those that lose all messages of some name. */
  private SortedSet<Direction> dropping = new TreeSet<>();

  /** Asked after every event, and worked out again only after one that can change it. */
  private Optional<String> whyHopeless;

  private SortedSet<NodeId> running;

  /**
   * One node.
   *
   * @param up whether its process is there
   * @param paused whether its process stands still
   * @param address where it listens, or listened last; {@code -} before it ran
   * @param belief what it believes; nothing while it is down
   * @param clockRate how many seconds its machine's clock counts in one second
   */
  public record NodeState(
      boolean up, boolean paused, String address, Belief belief, double clockRate) {

    /** One whose clock is true. */
    public NodeState(boolean up, boolean paused, String address, Belief belief) {
      this(up, paused, address, belief, 1);
    }

    public boolean hasTrueClock() {
      return clockRate == 1;
    }

    NodeState as(boolean nowUp, boolean nowPaused, String nowAt, Belief nowBelieves) {
      return new NodeState(nowUp, nowPaused, nowAt, nowBelieves, clockRate);
    }

    private static final NodeState NEVER_RAN = new NodeState(false, false, "-", Belief.NOTHING);

    public boolean runs() {
      return up && !paused;
    }
  }

  /**
   * What a cluster agrees on.
   *
   * @param leaders who leads, the one with most followers first; more than one only for an
   *     algorithm that promises no majority, in a cluster whose parts cannot all reach each other
   */
  public record Agreement(List<NodeId> leaders) {

    /** The one leader of all, or empty if there are several. */
    public Optional<NodeId> leader() {
      return leaders.size() == 1 ? Optional.of(leaders.get(0)) : Optional.empty();
    }
  }

  public ClusterState(ClusterSpec spec) {
    this.spec = spec;
    spec.hosts().forEach(node -> nodes.put(node, NodeState.NEVER_RAN));
  }

  /** Whether an event can change who runs, who believes what, or who can talk to whom. */
  public static boolean isChangedBy(TraceEvent event) {
    return event instanceof Starting
        || event instanceof Started
        || event instanceof Crashed
        || event instanceof Paused
        || event instanceof Resumed
        || event instanceof BeliefChanged
        || event instanceof LinksChanged;
  }

  @Override
  public void on(TraceEvent event) {
    if (isChangedBy(event) && !(event instanceof BeliefChanged)) {
      whyHopeless = null; // no belief changes these two
      running = null;
    }
    if (event instanceof Starting coming) {
      nodes.putIfAbsent(coming.node(), NodeState.NEVER_RAN); // a store comes later than the others
      starting.add(coming.node());
    } else if (event instanceof Started started) {
      starting.remove(started.node());
      change(started.node(), it -> it.as(true, false, started.address(), Belief.NOTHING));
    } else if (event instanceof Crashed crashed) {
      starting.remove(crashed.node());
      change(crashed.node(), it -> it.as(false, false, it.address(), Belief.NOTHING));
    } else if (event instanceof BeliefChanged changed) {
      change(changed.node(), it -> it.as(it.up(), it.paused(), it.address(), changed.after()));
    } else if (event instanceof ClockChanged clock) {
      change(
          clock.node(),
          it -> new NodeState(it.up(), it.paused(), it.address(), it.belief(), clock.after()));
    } else if (event instanceof Paused stopped) {
      setPaused(stopped.node(), true);
    } else if (event instanceof Resumed resumed) {
      setPaused(resumed.node(), false);
    } else if (event instanceof LinksChanged changed) {
      remember(changed);
    }
  }

  private void remember(LinksChanged links) {
    cut = new TreeSet<>(links.cut());
    dead = troubled(links, trouble -> trouble.loss() >= 1);
    dead.addAll(cut);
    dropping = troubled(links, trouble -> !trouble.dropped().isEmpty());
  }

  private static SortedSet<Direction> troubled(LinksChanged links, Predicate<Trouble> how) {
    SortedSet<Direction> troubled = new TreeSet<>(links.troubles().keySet());
    troubled.removeIf(it -> !how.test(links.troubles().get(it)));
    return troubled;
  }

  private void setPaused(NodeId node, boolean paused) {
    change(node, it -> it.as(it.up(), paused, it.address(), it.belief()));
  }

  private void change(NodeId node, UnaryOperator<NodeState> change) {
    nodes.put(node, change.apply(node(node)));
  }

  public NodeState node(NodeId node) {
    return nodes.getOrDefault(node, NodeState.NEVER_RAN);
  }

  /** All hosts, services included. */
  public SortedMap<NodeId, NodeState> nodes() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
  }

  /** The members that are down or stand still. */
  public SortedSet<NodeId> down() {
    return matching(state -> !state.runs());
  }

  /** The members that run; one that stands still does not. */
  public SortedSet<NodeId> running() {
    if (running == null) {
      running = Collections.unmodifiableSortedSet(matching(NodeState::runs));
    }
    return running;
  }

  /** The running members that believe that they lead. */
  public SortedSet<NodeId> believers() {
    return matching(state -> state.runs() && state.belief().leads());
  }

  /** Some nodes, each with the epoch in which it believes that it leads. */
  List<Leadership> leaderships(Collection<NodeId> leaders) {
    return leaders.stream().map(it -> new Leadership(it, node(it).belief().epoch())).toList();
  }

  public SortedSet<Direction> cut() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(cut));
  }

  /** Every direction of a link that is cut, or loses every message. */
  public SortedSet<Direction> dead() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(dead));
  }

  /**
   * The node itself, and all running members that it can reach and that can reach it: neither
   * direction of their link is cut, or loses every message. Where a manager grants leases, members
   * hear of each other from it alone, and their links with it are what matters.
   */
  public SortedSet<NodeId> within(NodeId node) {
    boolean managed = spec.hasManager();
    if (dead.isEmpty() && (!managed || node(NodeId.MANAGER).runs())) {
      return running();
    }
    boolean reachesManager = managed && reachesManager(node);
    SortedSet<NodeId> group = new TreeSet<>();
    for (NodeId other : running()) {
      boolean linked = managed ? reachesManager && reachesManager(other) : isLinked(node, other);
      if (linked || other.equals(node)) {
        group.add(other);
      }
    }
    return group;
  }

  private boolean reachesManager(NodeId member) {
    return node(NodeId.MANAGER).runs() && isLinked(member, NodeId.MANAGER);
  }

  private boolean isLinked(NodeId one, NodeId other) {
    Direction there = new Direction(one, other);
    return !dead.contains(there) && !dead.contains(there.reversed());
  }

  /**
   * Whether some running node may hear nothing of these leaders for as long as the links stay as
   * they are: it is out of reach of one of them, or some link between running hosts drops messages
   * by name. Such a node starts an election when its timeout is over.
   */
  boolean somebodyMayMiss(List<NodeId> leaders) {
    return leaders.stream().anyMatch(it -> !within(it).equals(running()))
        || dropping.stream().anyMatch(it -> node(it.from()).runs() && node(it.to()).runs());
  }

  private Predicate<NodeState> following(NodeId leader) {
    OptionalLong epoch = node(leader).belief().epoch();
    return state ->
        state.runs()
            && state.belief().leader().isPresent()
            && state.belief().leader().get().equals(leader)
            && state.belief().epoch().equals(epoch);
  }

  /**
   * Whether some running node leads and enough nodes that it can reach, and that can reach it,
   * follow it: a majority of all members, or, for an algorithm that promises no majority, of the
   * nodes in its reach.
   */
  public boolean isServed() {
    return believers().stream().anyMatch(this::leadsEnough);
  }

  /** Whether a majority of all members believes in a leader, in its epoch. */
  public boolean isFollowedByMajorityOfAll(NodeId leader) {
    return matching(following(leader)).size() >= spec.majority();
  }

  /** How many nodes that a leader can reach, and that can reach it, believe in it, in its epoch. */
  long led(NodeId leader) {
    Predicate<NodeState> follows = following(leader);
    return within(leader).stream().filter(node -> follows.test(node(node))).count();
  }

  private boolean leadsEnough(NodeId leader) {
    return spec.promises(Property.LEADER_HAS_MAJORITY)
        ? led(leader) >= spec.majority()
        : led(leader) > within(leader).size() / 2;
  }

  /**
   * What the cluster agrees on now, or empty. It agrees on a leader if every running node that can
   * reach it and be reached by it believes in it, in its epoch. For an algorithm that promises a
   * majority, these must be a majority of all members. For one that does not, every running node
   * must have such a leader: one a part, if the cluster is in parts. Where a manager grants leases,
   * the leader must reach it. Nobody agrees while a node is starting.
   */
  public Optional<Agreement> agreement() {
    if (!starting.isEmpty()) {
      return Optional.empty();
    }
    List<NodeId> agreed = new ArrayList<>(believers());
    agreed.removeIf(leader -> led(leader) < within(leader).size());
    if (agreed.isEmpty()) {
      return Optional.empty();
    }
    if (spec.promises(Property.LEADER_HAS_MAJORITY)) {
      agreed.removeIf(leader -> within(leader).size() < spec.majority());
    } else if (spec.hasManager()) {
      agreed.removeIf(leader -> !reachesManager(leader));
    } else {
      SortedSet<NodeId> led = new TreeSet<>();
      agreed.forEach(leader -> led.addAll(within(leader)));
      if (!led.equals(running()) || !agreed.containsAll(believers())) {
        return Optional.empty();
      }
    }
    Comparator<NodeId> mostFollowed = Comparator.comparing(leader -> -within(leader).size());
    agreed.sort(mostFollowed.thenComparing(Comparator.reverseOrder()));
    return agreed.isEmpty() ? Optional.empty() : Optional.of(new Agreement(agreed));
  }

  /** Why the cluster cannot settle as things are, or empty if it can. */
  public Optional<String> hopeless() {
    if (whyHopeless == null) {
      whyHopeless = findWhyHopeless();
    }
    return whyHopeless;
  }

  private Optional<String> findWhyHopeless() {
    if (running().isEmpty() && starting.isEmpty()) {
      boolean paused = nodes.values().stream().anyMatch(NodeState::paused);
      return Optional.of("no node is running; type: " + (paused ? "resume all" : "restart all"));
    }
    if (spec.hasManager() && starting.isEmpty()) {
      return whyNobodyIsGranted();
    }
    if (!spec.promises(Property.LEADER_HAS_MAJORITY) || !starting.isEmpty()) {
      return Optional.empty();
    }
    int most = running().stream().mapToInt(node -> within(node).size()).max().orElse(0);
    if (most >= spec.majority()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            "no majority: %d of %d nodes can reach each other, %s needs %d",
            most, spec.size(), spec.algorithm().name(), spec.majority()));
  }

  private Optional<String> whyNobodyIsGranted() {
    NodeState manager = node(NodeId.MANAGER);
    if (!manager.runs()) {
      return Optional.of(
          manager.up()
              ? "the manager is paused, and grants no lease; type: resume manager"
              : "the manager is down, and nobody grants a lease; type: restart manager");
    }
    return running().stream().anyMatch(this::reachesManager)
        ? Optional.empty()
        : Optional.of("no running node can reach the manager; type: heal");
  }

  /** The members that are in a state. */
  private SortedSet<NodeId> matching(Predicate<NodeState> wanted) {
    SortedSet<NodeId> found = new TreeSet<>();
    for (Map.Entry<NodeId, NodeState> entry : nodes.entrySet()) {
      if (entry.getKey().isMember() && wanted.test(entry.getValue())) {
        found.add(entry.getKey());
      }
    }
    return found;
  }
}
