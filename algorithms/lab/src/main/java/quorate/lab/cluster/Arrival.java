package quorate.lab.cluster;

import java.time.Duration;
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
  private Delay delay = Delay.none();

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
    delay = longer;
  }

  /** What becomes of it when all had their turn; others overtake it for so long at most. */
  Fate fate(Duration longestOvertaking) {
    if (lost) {
      return Fate.lost(DropCause.LOST);
    }
    long lateNanos = delay.draw(chance);
    if (overtaken) {
      TimeRange heldBack = new TimeRange(Duration.ZERO, longestOvertaking);
      lateNanos = Delay.sum(lateNanos, chance.draw(heldBack));
    }
    return new Fate(Optional.empty(), lateNanos, overtaken, twice);
  }
}
