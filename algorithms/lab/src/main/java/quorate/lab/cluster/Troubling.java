package quorate.lab.cluster;

import java.util.List;
import java.util.SortedSet;
import java.util.function.BiFunction;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.lab.trace.TraceText;

/** A fault that makes links bad, but not useless. A later one takes the place of its like. */
public sealed interface Troubling extends LinkFault {

  /** The order in which they befall a message: one that is lost cannot arrive twice. */
  List<Class<? extends Troubling>> ORDER =
      List.of(Loss.class, Delayed.class, Duplicate.class, Reorder.class);

  /** Where; nowhere means everywhere. */
  SortedSet<Direction> directions();

  /** Does to a message what it does. */
  void befall(Arrival arrival);

  /** What is wrong with a link, this as well; without it, nothing has changed. */
  Trouble addTo(Trouble others);

  /** Its place in {@link #ORDER}. */
  default int rank() {
    int rank = ORDER.indexOf(getClass());
    if (rank < 0) {
      throw new IllegalStateException(getClass() + " has no place in Troubling.ORDER");
    }
    return rank;
  }

  @Override
  default void change(Links links) {
    links.trouble(this);
  }

  /** Messages are lost, each as likely as {@code share} says, from 0 to 1. */
  record Loss(double share, SortedSet<Direction> directions) implements Troubling {
    /** Throws an IllegalArgumentException if the share is no probability. */
    public Loss {
      checkShare(share);
      directions = SortedCopy.of(directions);
    }

    @Override
    public void befall(Arrival arrival) {
      if (arrival.happens(share)) {
        arrival.lose();
      }
    }

    @Override
    public Trouble addTo(Trouble others) {
      return others.withLoss(share);
    }

    @Override
    public Reductions reductions() {
      return ofShare(share, directions, Loss::new);
    }

    @Override
    public String toString() {
      return "loss " + TraceText.share(share) + FaultText.where(directions);
    }
  }

  /**
   * Messages take longer than they would, each a delay of its own, and in one direction of a link
   * none overtakes another.
   */
  record Delayed(Delay delay, SortedSet<Direction> directions) implements Troubling {
    public Delayed {
      directions = SortedCopy.of(directions);
    }

    @Override
    public void befall(Arrival arrival) {
      arrival.delay(delay);
    }

    @Override
    public Trouble addTo(Trouble others) {
      return others.withDelay(delay.toString());
    }

    @Override
    public Reductions reductions() {
      List<Fault> fixed =
          delay instanceof Delay.Uniform uniform && !uniform.range().width().isZero()
              ? List.of(new Delayed(Delay.fixed(uniform.range().max()), directions))
              : List.of();
      return Reductions.links(directions, it -> new Delayed(delay, it)).orElse(fixed);
    }

    @Override
    public String toString() {
      return "delay " + delay + FaultText.where(directions);
    }
  }

  /** Messages arrive twice, each as likely as {@code share} says, from 0 to 1. */
  record Duplicate(double share, SortedSet<Direction> directions) implements Troubling {
    /** Throws an IllegalArgumentException if the share is no probability. */
    public Duplicate {
      checkShare(share);
      directions = SortedCopy.of(directions);
    }

    @Override
    public void befall(Arrival arrival) {
      if (arrival.happens(share)) {
        arrival.repeat();
      }
    }

    @Override
    public Trouble addTo(Trouble others) {
      return others.withDuplicate(share);
    }

    @Override
    public Reductions reductions() {
      return ofShare(share, directions, Duplicate::new);
    }

    @Override
    public String toString() {
      return "duplicate " + TraceText.share(share) + FaultText.where(directions);
    }
  }

  /**
   * Messages, each as likely as {@code share} says, from 0 to 1, are held back for a time of up to
   * two heartbeat intervals, and those behind them overtake.
   */
  record Reorder(double share, SortedSet<Direction> directions) implements Troubling {
    /** Throws an IllegalArgumentException if the share is no probability. */
    public Reorder {
      checkShare(share);
      directions = SortedCopy.of(directions);
    }

    @Override
    public void befall(Arrival arrival) {
      if (arrival.happens(share)) {
        arrival.letOthersOvertake();
      }
    }

    @Override
    public Trouble addTo(Trouble others) {
      return others.withReorder(share);
    }

    @Override
    public Reductions reductions() {
      return ofShare(share, directions, Reorder::new);
    }

    @Override
    public String toString() {
      return "reorder " + TraceText.share(share) + FaultText.where(directions);
    }
  }

  private static void checkShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is from 0% to 100%, got " + share * 100 + "%");
    }
  }

  /** What happens to all messages is easier to think of than what happens to some. */
  private static Reductions ofShare(
      double share,
      SortedSet<Direction> directions,
      BiFunction<Double, SortedSet<Direction>, Fault> same) {
    return Reductions.links(directions, it -> same.apply(share, it))
        .orElse(share < 1 ? List.of(same.apply(1.0, directions)) : List.of());
  }
}
