package quorate.lab.cluster;

import java.util.SplittableRandom;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * One stream of chance, named by a seed and a number: the same name gives the same draws on every
 * JVM. Nodes have streams of their own, so that one more draw of one node changes nothing for the
 * others.
 */
public final class Chance {

  /** Any JSON reader can hold a whole number below this one. */
  private static final long SEEDS = 1L << 53;

  private final SplittableRandom random;

  private Chance(long seed, int number) {
    SplittableRandom root = new SplittableRandom(seed);
    SplittableRandom stream = root.split();
    for (int i = 1; i < number; i++) {
      stream = root.split();
    }
    this.random = stream;
  }

  /** The stream of a node in a run. */
  public static Chance ofNode(long seed, NodeId node) {
    return new Chance(seed, node.value());
  }

  /** The stream of a trial in an experiment; trials are numbered from 0. */
  public static Chance ofTrial(long seed, int number) {
    return new Chance(seed, number + 1);
  }

  /** A delay from a range, in nanoseconds, every one equally likely. */
  public long draw(TimeRange range) {
    long min = range.min().toNanos();
    long width = range.width().toNanos();
    return width == 0 ? min : min + random.nextLong(width);
  }

  /** A number from 0 (inclusive) to 1. */
  public double drawShare() {
    return random.nextDouble();
  }

  /** A seed for something smaller: not negative, and below 2^53. */
  public long drawSeed() {
    return random.nextLong(SEEDS);
  }
}
