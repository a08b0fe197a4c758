package quorate.testkit;

import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * The kinds of weather that one run can have. A run that has everything at once gets nowhere, so
 * each run goes without some of it: what one fault would hide, another run shows without it.
 */
final class Climate {

  private static final long[] LATENCIES = {5, 20, 60, 200, 1500};
  private static final double[] LOSSES = {0, 0.05, 0.2};
  private static final double[] DUPLICATES = {0, 0.1, 0.4};
  private static final double[] POWER_CUTS = {0.1, 0.3, 0.6};
  private static final long[] OUTAGES = {0, 2, 300};

  private final int size;
  private final List<String> messages;
  private final int latencies;
  private final long outage;
  private final boolean loses;
  private final boolean duplicates;
  private final boolean cutsPower;
  private final boolean silences;
  private final boolean misses;

  /**
   * A climate for a run.
   *
   * @param messages the names of all messages of the algorithm
   */
  Climate(SplittableRandom chance, int size, List<String> messages) {
    this.size = size;
    this.messages = messages;
    this.latencies = 1 + chance.nextInt(LATENCIES.length);
    this.outage = OUTAGES[chance.nextInt(OUTAGES.length)];
    this.loses = chance.nextBoolean();
    this.duplicates = chance.nextBoolean();
    this.cutsPower = chance.nextBoolean();
    this.silences = chance.nextInt(4) == 0;
    this.misses = chance.nextInt(4) == 0;
  }

  /** The weather for the next while. */
  Weather draw(SplittableRandom chance) {
    return new Weather(
        TimeRange.ofMillis(0, LATENCIES[chance.nextInt(latencies)]),
        loses ? LOSSES[chance.nextInt(LOSSES.length)] : 0,
        duplicates ? DUPLICATES[chance.nextInt(DUPLICATES.length)] : 0,
        drawMessage(cutsPower, chance),
        POWER_CUTS[chance.nextInt(POWER_CUTS.length)],
        TimeRange.ofMillis(0, outage),
        drawSilent(chance),
        drawMessage(misses && chance.nextBoolean(), chance));
  }

  private SortedSet<Direction> drawSilent(SplittableRandom chance) {
    SortedSet<Direction> silent = new TreeSet<>();
    int directions = silences ? chance.nextInt(2 * size) : 0;
    for (int i = 0; i < directions; i++) {
      silent.add(new Direction(drawNode(chance), drawNode(chance)));
    }
    return silent;
  }

  private NodeId drawNode(SplittableRandom chance) {
    return new NodeId(1 + chance.nextInt(size));
  }

  /** The name of one message, or none. */
  private SortedSet<String> drawMessage(boolean one, SplittableRandom chance) {
    SortedSet<String> names = new TreeSet<>();
    if (one) {
      names.add(messages.get(chance.nextInt(messages.size())));
    }
    return names;
  }
}
