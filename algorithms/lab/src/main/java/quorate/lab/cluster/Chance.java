package quorate.lab.cluster;

import java.util.List;
import java.util.SplittableRandom;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * One stream of chance, named by a seed and by what it is for: the same name gives the same draws
 * on every JVM. Each node, and each direction of a link, has a stream of its own, so that one more
 * draw of one changes nothing for the others.
 */
public final class Chance {

  /** Any JSON reader can hold a whole number below this one. */
  private static final long SEEDS = 1L << 53;

  /** Keep the names of trials and of links apart. */
  private static final long TRIALS = 1;

  private static final long LINKS = 2;
  private static final long FAULTS = 3;
  private static final long CHAOS = 4;
  private static final long SERVICES = 5;

  private final SplittableRandom random;

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  public static Chance ofNode(long seed, NodeId node) {
    if (!node.isMember()) {
      return named(seed, SERVICES, node.value());
    }
    SplittableRandom root = new SplittableRandom(seed);
    SplittableRandom stream = root.split();
    for (int i = 1; i < node.value(); i++) {
      stream = root.split();
    }
    return new Chance(stream);
  }

  /** The stream of one direction of a link in a run. */
  public static Chance ofLink(long seed, NodeId from, NodeId to) {
    return named(seed, LINKS, ((long) from.value() << 32) + to.value());
  }

  /** The stream of what faults do to one direction of a link in a run. */
  public static Chance ofFaults(long seed, NodeId from, NodeId to) {
    return named(seed, FAULTS, ((long) from.value() << 32) + to.value());
  }

  public static Chance ofTrial(long seed, int number) {
    return named(seed, TRIALS, number);
  }

  /** The stream of one of many runs through random faults. */
  public static Chance ofChaos(long seed, int number) {
    return named(seed, CHAOS, number);
  }

  /** Finds a stream by its name at once, however many there are. */
  private static Chance named(long seed, long kind, long number) {
    SplittableRandom named = new SplittableRandom(seed).split();
    long mixed = named.nextLong();
    for (long part : new long[] {kind, number}) {
      mixed = new SplittableRandom(mixed ^ part).nextLong();
    }
    return new Chance(new SplittableRandom(mixed).split());
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

  /** A whole number from 0 (inclusive) to a bound. */
  public int drawBelow(int bound) {
    return random.nextInt(bound);
  }

  /** One of several, every one equally likely. */
  public <T> T pick(List<T> several) {
    return several.get(drawBelow(several.size()));
  }

  /** One of several, which is taken out of them. */
  public <T> T take(List<T> several) {
    return several.remove(drawBelow(several.size()));
  }

  /** A seed for something smaller: not negative, and below 2^53. */
  public long drawSeed() {
    return random.nextLong(SEEDS);
  }
}
