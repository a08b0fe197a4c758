package quorate.lab.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.lab.cluster.LinkFault.Cutting;
import quorate.lab.cluster.LinkFault.Delayed;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Duplicate;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.LinkFault.Loss;
import quorate.lab.cluster.LinkFault.OnlyLinks;
import quorate.lab.cluster.LinkFault.Reorder;
import quorate.lab.cluster.LinkFault.Troubling;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * Which direction of which link is up, and what is wrong with those that are. Both drivers ask it
 * when a message arrives, so that {@code sent} and {@code dropped} mean the same in both worlds.
 * Faults add up; {@link Heal} undoes them. Used on the cluster's own thread.
 */
public final class Links {

  private static final int LONGEST_OVERTAKING_IN_HEARTBEATS = 2;

  private final ClusterSpec spec;
  private final List<NodeId> members;
  private final SortedSet<Direction> cut = new TreeSet<>();
  private final SortedMap<Direction, Way> troubled = new TreeMap<>();
  private final SortedMap<Direction, Chance> chances = new TreeMap<>();
  private final List<Picked> picked = new ArrayList<>();

  /** What is wrong with one direction. */
  private static final class Way {
    private double loss;
    private Optional<Delay> delay = Optional.empty();
    private double duplicate;
    private double reorder;

    boolean isWell() {
      return loss == 0 && delay.isEmpty() && duplicate == 0 && reorder == 0;
    }
  }

  /** Messages of one name that are to be lost. */
  private static final class Picked {
    private final String message;
    private final SortedSet<Direction> where;
    private OptionalInt left;

    Picked(Drop drop, SortedSet<Direction> where) {
      this.message = drop.message();
      this.where = where;
      this.left = drop.next();
    }

    boolean takes(Sent sent, Direction direction) {
      return sent.message().name().equals(message) && where.contains(direction);
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

    private static Fate lost(DropCause because) {
      return new Fate(Optional.of(because), 0, false, false);
    }
  }

  /** All links between the members of a cluster, all of them well. */
  public Links(ClusterSpec spec) {
    this.spec = spec;
    this.members = spec.members();
  }

  /** Whether messages pass from one node to another. */
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
    Way way = troubled.getOrDefault(direction, new Way());
    List<String> dropped =
        picked.stream().filter(it -> it.where.contains(direction)).map(Picked::words).toList();
    String delay = way.delay.map(Delay::toString).orElse("");
    return new Trouble(way.loss, delay, way.duplicate, way.reorder, dropped);
  }

  /**
   * Does a fault.
   *
   * @throws IllegalArgumentException if it names a node that is no member
   */
  public void apply(LinkFault fault) {
    if (fault instanceof OnlyLinks only) {
      checkMembers(only.directions());
      cut.removeAll(only.directions());
      cut.addAll(only.cuts(members));
    } else if (fault instanceof Cutting cutting) {
      SortedSet<Direction> more = cutting.cuts(members);
      checkMembers(more);
      cut.addAll(more);
    } else if (fault instanceof Troubling troubling) {
      checkMembers(troubling.directions());
      trouble(troubling);
    } else if (fault instanceof Drop drop) {
      picked.add(new Picked(drop, drop.directions(members)));
    } else if (fault instanceof Heal heal) {
      checkMembers(heal.directions());
      heal(everywhereIfNowhere(heal.directions()));
    }
  }

  private void trouble(Troubling fault) {
    for (Direction direction : everywhereIfNowhere(fault.directions())) {
      Way way = troubled.computeIfAbsent(direction, it -> new Way());
      if (fault instanceof Loss loss) {
        way.loss = loss.share();
      } else if (fault instanceof Delayed delayed) {
        way.delay = Optional.of(delayed.delay());
      } else if (fault instanceof Duplicate duplicate) {
        way.duplicate = duplicate.share();
      } else if (fault instanceof Reorder reorder) {
        way.reorder = reorder.share();
      }
    }
    troubled.values().removeIf(Way::isWell);
  }

  private void heal(Collection<Direction> directions) {
    cut.removeAll(directions);
    troubled.keySet().removeAll(directions);
    picked.forEach(it -> it.where.removeAll(directions));
    picked.removeIf(it -> it.where.isEmpty());
  }

  private SortedSet<Direction> everywhereIfNowhere(SortedSet<Direction> directions) {
    return directions.isEmpty() ? LinkFault.directions(members, (from, to) -> true) : directions;
  }

  private void checkMembers(Collection<Direction> directions) {
    for (Direction direction : directions) {
      if (!members.contains(direction.from()) || !members.contains(direction.to())) {
        throw new IllegalArgumentException(
            direction + " is no link; " + spec.name() + " has nodes 1 to " + members.size());
      }
    }
  }

  /** Decides, and draws, what becomes of a message that has arrived. */
  Fate fateOf(Sent sent) {
    if (!isUp(sent.from(), sent.to())) {
      return Fate.lost(DropCause.CUT);
    }
    if (picked.isEmpty() && troubled.isEmpty()) {
      return Fate.GOOD;
    }
    Direction direction = new Direction(sent.from(), sent.to());
    Way way = troubled.get(direction);
    if (isPicked(sent, direction)) {
      return Fate.lost(DropCause.PICKED);
    } else if (way == null) {
      return Fate.GOOD;
    }
    Chance chance = chance(direction);
    if (way.loss > 0 && chance.drawShare() < way.loss) {
      return Fate.lost(DropCause.LOST);
    }
    boolean twice = way.duplicate > 0 && chance.drawShare() < way.duplicate;
    boolean overtaken = way.reorder > 0 && chance.drawShare() < way.reorder;
    long lateNanos = way.delay.map(delay -> delay.draw(chance)).orElse(0L);
    long moreNanos = overtaken ? Math.min(heldBack(chance), Long.MAX_VALUE - lateNanos) : 0;
    return new Fate(Optional.empty(), lateNanos + moreNanos, overtaken, twice);
  }

  private boolean isPicked(Sent sent, Direction direction) {
    for (Picked rule : picked) {
      if (rule.takes(sent, direction)) {
        if (rule.left.isPresent()) {
          rule.left = OptionalInt.of(rule.left.getAsInt() - 1);
        }
        picked.removeIf(it -> it.left.isPresent() && it.left.getAsInt() == 0);
        return true;
      }
    }
    return false;
  }

  private long heldBack(Chance chance) {
    Duration longest = spec.timing().heartbeat().multipliedBy(LONGEST_OVERTAKING_IN_HEARTBEATS);
    return chance.draw(new TimeRange(Duration.ZERO, longest));
  }

  private Chance chance(Direction direction) {
    return chances.computeIfAbsent(
        direction, it -> Chance.ofFaults(spec.seed(), it.from(), it.to()));
  }
}
