package quorate.lab.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quorate.lab.cluster.Links.Fate;
import quorate.lab.trace.DropCause;
import quorate.spi.TimeRange;

/**
 * A message that has come to the end of a link in trouble, while it is drawn what becomes of it:
 * every {@link Troubling} of the link has its turn.
 */
public final class Arrival {

  private final Chance chance;
  private boolean lost;
  private boolean twice;
  private boolean overtaken;
  private final List<Delay> delays = new ArrayList<>();

  /**
   * An arrival.
   *
   * @param chance of the direction of the link
   */
  Arrival(Chance chance) {
    this.chance = chance;
  }

  /** Draws whether something happens that is so likely, from 0 to 1. */
  boolean happens(double share) {
    return share > 0 && chance.drawShare() < share;
  }

  void lose() {
    lost = true;
  }

  boolean isLost() {
    return lost;
  }

  void repeat() {
    twice = true;
  }

  void letOthersOvertake() {
    overtaken = true;
  }

  void delay(Delay longer) {
    delays.add(longer);
  }

  /**
   * What becomes of it, when all had their turn.
   *
   * @param longestOvertaking how long it is held back at most if others overtake it
   */
  Fate fate(Duration longestOvertaking) {
    if (lost) {
      return Fate.lost(DropCause.LOST);
    }
    long lateNanos = 0;
    for (Delay delay : delays) {
      lateNanos += Math.min(delay.draw(chance), Long.MAX_VALUE - lateNanos);
    }
    if (overtaken) {
      long heldBack = chance.draw(new TimeRange(Duration.ZERO, longestOvertaking));
      lateNanos += Math.min(heldBack, Long.MAX_VALUE - lateNanos);
    }
    return new Fate(Optional.empty(), lateNanos, overtaken, twice);
  }
}
