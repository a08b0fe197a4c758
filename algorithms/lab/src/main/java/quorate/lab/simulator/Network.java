package quorate.lab.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * How long things take in virtual time, and what gets lost, when no fault has been injected.
 *
 * @param latency how long a message is on its way
 * @param ofLinks the same, for those directions of links that differ
 * @param loss how likely a message is lost, from 0 to 1
 * @param persist how long a node takes to save; what it sends after that leaves only then
 */
public record Network(
    Delay latency, SortedMap<Direction, Delay> ofLinks, double loss, Delay persist) {

  /** One millisecond for each message; saving takes no time; nothing is lost. */
  public static final Network DEFAULT =
      new Network(Delay.fixed(Duration.ofMillis(1)), new TreeMap<>(), 0, Delay.none());

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if {@code loss} is not a probability
   */
  public Network {
    ofLinks = Collections.unmodifiableSortedMap(new TreeMap<>(ofLinks));
    if (!(loss >= 0 && loss <= 1)) {
      throw new IllegalArgumentException("loss is from 0% to 100%, got " + loss * 100 + "%");
    }
  }

  /** The same network, with another latency wherever no link has its own. */
  public Network withLatency(Delay other) {
    return new Network(other, ofLinks, loss, persist);
  }

  /** The same network, in which saving takes another time. */
  public Network withPersist(Delay other) {
    return new Network(latency, ofLinks, loss, other);
  }

  /** The same network, which loses another share of the messages. */
  public Network withLoss(double other) {
    return new Network(latency, ofLinks, other, persist);
  }

  /** How long a message is on its way from one node to another. */
  public Delay latency(NodeId from, NodeId to) {
    return ofLinks.isEmpty() ? latency : ofLinks.getOrDefault(new Direction(from, to), latency);
  }
}
