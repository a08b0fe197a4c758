package quorate.lab.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.LinkFault;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * How long things take in virtual time, and what gets lost, when no fault has been injected.
 *
 * @param latency how long a message is on its way
 * @param loss how likely a message is lost, from 0 to 1
 * @param persist how long a node takes to save; what it sends after that leaves only then
 * @param latencyOfLinks the latency of those directions of links that differ
 * @param lossOfLinks the loss of those directions of links that differ
 */
public record Network(
    Delay latency,
    double loss,
    Delay persist,
    SortedMap<Direction, Delay> latencyOfLinks,
    SortedMap<Direction, Double> lossOfLinks) {

  /** One millisecond for each message; saving takes no time; nothing is lost. */
  public static final Network DEFAULT =
      new Network(
          Delay.fixed(Duration.ofMillis(1)), 0, Delay.none(), new TreeMap<>(), new TreeMap<>());

  /** Throws an IllegalArgumentException if a loss is not a probability. */
  public Network {
    latencyOfLinks = Collections.unmodifiableSortedMap(new TreeMap<>(latencyOfLinks));
    lossOfLinks = Collections.unmodifiableSortedMap(new TreeMap<>(lossOfLinks));
    checkShare(loss);
    lossOfLinks.values().forEach(Network::checkShare);
  }

  private static void checkShare(double loss) {
    if (!(loss >= 0 && loss <= 1)) {
      throw new IllegalArgumentException("loss is from 0% to 100%, got " + loss * 100 + "%");
    }
  }

  /** The same network, with another latency wherever no link has its own. */
  public Network withLatency(Delay other) {
    return new Network(other, loss, persist, latencyOfLinks, lossOfLinks);
  }

  /** The same network, in which one direction of a link has a latency of its own. */
  public Network withLatency(Direction direction, Delay other) {
    SortedMap<Direction, Delay> changed = new TreeMap<>(latencyOfLinks);
    changed.put(direction, other);
    return new Network(latency, loss, persist, changed, lossOfLinks);
  }

  /** The same network, which loses another share of the messages wherever no link has its own. */
  public Network withLoss(double other) {
    return new Network(latency, other, persist, latencyOfLinks, lossOfLinks);
  }

  /** The same network, in which one direction of a link loses a share of its own. */
  public Network withLoss(Direction direction, double other) {
    SortedMap<Direction, Double> changed = new TreeMap<>(lossOfLinks);
    changed.put(direction, other);
    return new Network(latency, loss, persist, latencyOfLinks, changed);
  }

  /** The same network, in which saving takes another time. */
  public Network withPersist(Delay other) {
    return new Network(latency, loss, other, latencyOfLinks, lossOfLinks);
  }

  public Delay latency(NodeId from, NodeId to) {
    return latencyOfLinks.isEmpty()
        ? latency
        : latencyOfLinks.getOrDefault(new Direction(from, to), latency);
  }

  public double loss(NodeId from, NodeId to) {
    return lossOfLinks.isEmpty() ? loss : lossOfLinks.getOrDefault(new Direction(from, to), loss);
  }

  /** The directions between these nodes in which every message is lost. */
  public SortedSet<Direction> deadDirections(List<NodeId> members) {
    return LinkFault.directions(members, (from, to) -> loss(from, to) >= 1);
  }
}
