package quorate.lab.cluster;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.lab.trace.TraceText;

/** A fault that makes links bad, but not useless. A later one takes the place of its like. */
public sealed interface Troubling extends LinkFault {

  /** Where; nowhere means everywhere. */
  SortedSet<Direction> directions();

  /** Does to a message what it does. */
  void befall(Arrival arrival);

  /** What is wrong with a link, this as well; without it, nothing has changed. */
  Trouble addTo(Trouble others);

  /**
   * Its place among those that befall a message, the same for all of its like: one that is lost
   * cannot arrive twice.
   */
  int rank();

  @Override
  default void change(Links links) {
    links.trouble(this);
  }

  /** What can happen to each of the messages by chance. */
  enum Mishap {
    /** It is lost. */
    LOSS(0, Arrival::lose, Trouble::withLoss),
    /** It arrives twice. */
    DUPLICATE(2, Arrival::repeat, Trouble::withDuplicate),
    /** It is held back for a time of up to two heartbeat intervals, and those behind overtake. */
    REORDER(3, Arrival::letOthersOvertake, Trouble::withReorder);

    private final int rank;
    private final Consumer<Arrival> befalls;
    private final BiFunction<Trouble, Double, Trouble> adds;

    Mishap(int rank, Consumer<Arrival> befalls, BiFunction<Trouble, Double, Trouble> adds) {
      this.rank = rank;
      this.befalls = befalls;
      this.adds = adds;
    }

    /** It happens to a share of the messages, from 0 to 1, there; nowhere means everywhere. */
    public Share on(double share, SortedSet<Direction> directions) {
      return new Share(this, share, directions);
    }
  }

  /** A mishap befalls messages, each as likely as {@code share} says, from 0 to 1. */
  record Share(Mishap mishap, double share, SortedSet<Direction> directions) implements Troubling {
    /** Throws an IllegalArgumentException if the share is no probability. */
    public Share {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("a share is from 0% to 100%, got " + share * 100 + "%");
      }
      directions = SortedCopy.of(directions);
    }

    @Override
    public int rank() {
      return mishap.rank;
    }

    @Override
    public void befall(Arrival arrival) {
      if (arrival.happens(share)) {
        mishap.befalls.accept(arrival);
      }
    }

    @Override
    public Trouble addTo(Trouble others) {
      return mishap.adds.apply(others, share);
    }

    /** What happens to all messages is easier to think of than what happens to some. */
    @Override
    public Reductions reductions() {
      return Reductions.links(directions, it -> mishap.on(share, it))
          .orElse(share < 1 ? List.of(mishap.on(1, directions)) : List.of());
    }

    @Override
    public String toString() {
      String word = mishap.name().toLowerCase(Locale.ROOT);
      return word + " " + TraceText.share(share) + FaultText.where(directions);
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
    public int rank() {
      return 1;
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
}
