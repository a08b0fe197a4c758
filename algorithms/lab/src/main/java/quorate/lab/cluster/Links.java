package quorate.lab.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.spi.NodeId;

/**
 * Which direction of which link is up, and what is wrong with those that are. Both drivers ask it
 * when a message arrives, so that {@code sent} and {@code dropped} mean the same in both worlds.
 * Faults add up; {@link Heal} undoes them. Used on the cluster's own thread.
 */
public final class Links {

  private static final int LONGEST_OVERTAKING_IN_HEARTBEATS = 2;

  private final ClusterSpec spec;
  private final List<NodeId> hosts;
  private final SortedSet<Direction> cut = new TreeSet<>();

  /** What was done to directions that are up, each in the order in which it befalls messages. */
  private final SortedMap<Direction, SortedMap<Integer, Troubling>> troubled = new TreeMap<>();

  private final SortedMap<Direction, Chance> chances = new TreeMap<>();
  private final List<Picked> picked = new ArrayList<>();

  private static final class Picked {
    private final String message;
    private final SortedSet<Direction> where;
    private OptionalInt left;

    Picked(Drop drop, SortedSet<Direction> where) {
      this.message = drop.message();
      this.where = where;
      this.left = drop.next();
    }

    boolean takes(Packet packet, Direction direction) {
      return packet.message().name().equals(message) && where.contains(direction);
    }

    String words() {
      return left.isPresent() ? message + " next " + left.getAsInt() : message;
    }
  }

  /**
   * What becomes of a message that has arrived.
   *
   * @param lost why it is dropped; empty if it is not
   * @param lateNanos how much later it is handled
   * @param overtaken whether others may be handled before it, though they arrive behind it
   * @param twice whether it is handled once more
   */
  record Fate(Optional<DropCause> lost, long lateNanos, boolean overtaken, boolean twice) {

    /** It is handled at once. */
    static final Fate GOOD = new Fate(Optional.empty(), 0, false, false);

    static Fate lost(DropCause because) {
      return new Fate(Optional.of(because), 0, false, false);
    }
  }

  public Links(ClusterSpec spec) {
    this.spec = spec;
    this.hosts = new ArrayList<>(spec.hosts());
  }

  /** The links between the same hosts, all well. */
  Links untouched() {
    Links links = new Links(spec);
    hosts.stream().filter(host -> !links.hosts.contains(host)).forEach(links::addHost);
    return links;
  }

  /** One more host, whose links are all well. */
  void addHost(NodeId host) {
    if (!hosts.contains(host)) {
      hosts.add(host);
    }
  }

  public boolean isUp(NodeId from, NodeId to) {
    return cut.isEmpty() || !cut.contains(new Direction(from, to));
  }

  /** Every direction that is down, in order. */
  public List<Direction> cut() {
    return List.copyOf(cut);
  }

  /**
   * What is wrong with directions, where something is. Those that are down may have troubles too.
   */
  public SortedMap<Direction, Trouble> troubles() {
    SortedSet<Direction> all = new TreeSet<>(troubled.keySet());
    picked.forEach(it -> all.addAll(it.where));
    SortedMap<Direction, Trouble> troubles = new TreeMap<>();
    all.forEach(direction -> troubles.put(direction, trouble(direction)));
    return troubles;
  }

  private Trouble trouble(Direction direction) {
    Trouble trouble =
        Trouble.NONE.withDropped(
            picked.stream().filter(it -> it.where.contains(direction)).map(Picked::words).toList());
    for (Troubling one : troubled.getOrDefault(direction, new TreeMap<>()).values()) {
      trouble = one.addTo(trouble);
    }
    return trouble;
  }

  List<NodeId> hosts() {
    return Collections.unmodifiableList(hosts);
  }

  void takeDown(SortedSet<Direction> directions) {
    checkHosts(directions);
    cut.addAll(directions);
  }

  /** Those of some directions that are down come up again. */
  void bringUp(SortedSet<Direction> directions) {
    checkHosts(directions);
    cut.removeAll(directions);
  }

  /** A trouble takes the place of an earlier one of its kind; one that does nothing ends that. */
  void trouble(Troubling fault) {
    checkHosts(fault.directions());
    boolean ends = fault.addTo(Trouble.NONE).equals(Trouble.NONE);
    for (Direction direction : everywhereIfNowhere(fault.directions())) {
      SortedMap<Integer, Troubling> way =
          troubled.computeIfAbsent(direction, it -> new TreeMap<>());
      if (ends) {
        way.remove(fault.rank());
      } else {
        way.put(fault.rank(), fault);
      }
    }
    troubled.values().removeIf(Map::isEmpty);
  }

  void pick(Drop drop) {
    picked.add(new Picked(drop, drop.directions(hosts)));
  }

  void heal(SortedSet<Direction> directions) {
    checkHosts(directions);
    SortedSet<Direction> healed = everywhereIfNowhere(directions);
    cut.removeAll(healed);
    troubled.keySet().removeAll(healed);
    picked.forEach(it -> it.where.removeAll(healed));
    picked.removeIf(it -> it.where.isEmpty());
  }

  private SortedSet<Direction> everywhereIfNowhere(SortedSet<Direction> directions) {
    return directions.isEmpty() ? LinkFault.directions(hosts, (from, to) -> true) : directions;
  }

  private void checkHosts(Collection<Direction> directions) {
    for (Direction direction : directions) {
      if (!hosts.contains(direction.from()) || !hosts.contains(direction.to())) {
        throw new IllegalArgumentException(
            direction + " is no link; " + spec.name() + " has " + spec.hostsInWords());
      }
    }
  }

  /** Decides, and draws, what becomes of a message that has arrived. */
  Fate fateOf(Packet packet) {
    if (!isUp(packet.from(), packet.to())) {
      return Fate.lost(DropCause.CUT);
    }
    if (picked.isEmpty() && troubled.isEmpty()) {
      return Fate.GOOD;
    }
    Direction direction = new Direction(packet.from(), packet.to());
    if (isPicked(packet, direction)) {
      return Fate.lost(DropCause.PICKED);
    } else if (!troubled.containsKey(direction)) {
      return Fate.GOOD;
    }
    Arrival arrival = new Arrival(chance(direction));
    for (Troubling one : troubled.get(direction).values()) {
      if (!arrival.isLost()) {
        one.befall(arrival);
      }
    }
    return arrival.fate(spec.timing().heartbeat().multipliedBy(LONGEST_OVERTAKING_IN_HEARTBEATS));
  }

  /** A message was dropped by its name. */
  void countPicked(Packet packet) {
    isPicked(packet, new Direction(packet.from(), packet.to()));
  }

  private boolean isPicked(Packet packet, Direction direction) {
    for (Picked rule : picked) {
      if (rule.takes(packet, direction)) {
        if (rule.left.isPresent()) {
          rule.left = OptionalInt.of(rule.left.getAsInt() - 1);
        }
        picked.removeIf(it -> it.left.isPresent() && it.left.getAsInt() == 0);
        return true;
      }
    }
    return false;
  }

  private Chance chance(Direction direction) {
    return chances.computeIfAbsent(
        direction, it -> Chance.ofFaults(spec.seed(), it.from(), it.to()));
  }
}
