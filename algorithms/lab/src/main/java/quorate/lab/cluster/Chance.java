package quorate.lab.cluster;

import java.util.SplittableRandom;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * One stream of chance, named by a seed and a node: the same name gives the same draws on every
 * JVM. Nodes have streams of their own, so that one more draw of one node changes nothing for the
 * others.
 */
public final class Chance {

  private final SplittableRandom random;

  /** The stream of a node in a run. */
  public Chance(long seed, NodeId node) {
    SplittableRandom root = new SplittableRandom(seed);
    SplittableRandom stream = root.split();
    for (int i = 1; i < node.value(); i++) {
      stream = root.split();
    }
    this.random = stream;
  }

  /** A delay from a range, in nanoseconds, every one equally likely. */
  public long draw(TimeRange range) {
    long min = range.min().toNanos();
    long width = range.width().toNanos();
    return width == 0 ? min : min + random.nextLong(width);
  }
}
