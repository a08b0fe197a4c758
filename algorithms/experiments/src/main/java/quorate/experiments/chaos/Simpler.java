package quorate.experiments.chaos;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import quorate.experiments.chaos.Step.Do;
import quorate.experiments.chaos.Step.Pass;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Cutting.Deaf;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Cutting.Mute;
import quorate.lab.cluster.Cutting.OnlyLinks;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Fire;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Resign;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.cluster.Troubling.Duplicate;
import quorate.lab.cluster.Troubling.Loss;
import quorate.lab.cluster.Troubling.Reorder;
import quorate.spi.NodeId;

/** Steps that say less than a step: shorter times, fewer nodes, fewer words. */
final class Simpler {

  private static final long MILLISECOND = 1_000_000;

  private Simpler() {}

  /** Steps to try in place of one, the simplest first. */
  static List<Step> than(Step step) {
    return step instanceof Pass pass
        ? times(pass.time().toNanos())
        : faults(((Do) step).fault()).stream().<Step>map(Do::new).toList();
  }

  /** Shorter times, and rounder ones: first without hundreds of milliseconds, at last in whole. */
  private static List<Step> times(long nanos) {
    return Stream.of(
            floor(nanos / 2, MILLISECOND),
            floor(nanos / 4 * 3, MILLISECOND),
            floor(nanos, 100 * MILLISECOND),
            floor(nanos, 10 * MILLISECOND),
            floor(nanos - 1, MILLISECOND),
            floor(nanos, MILLISECOND),
            floor(nanos, MILLISECOND) + MILLISECOND,
            floor(nanos, MILLISECOND / 10),
            floor(nanos, MILLISECOND / 10) + MILLISECOND / 10)
        .filter(other -> other > 0 && isSimpler(other, nanos))
        .<Step>map(other -> new Pass(Duration.ofNanos(other)))
        .toList();
  }

  private static long floor(long nanos, long unit) {
    return nanos / unit * unit;
  }

  private static boolean isSimpler(long nanos, long thanNanos) {
    int digits = digits(nanos) - digits(thanNanos);
    return digits < 0 || digits == 0 && nanos < thanNanos;
  }

  /** How many digits behind the point it takes to write a time in milliseconds. */
  private static int digits(long nanos) {
    return Math.max(0, BigDecimal.valueOf(nanos, 6).stripTrailingZeros().scale());
  }

  private static List<Fault> faults(Fault fault) {
    if (fault instanceof Crash it) {
      return fewer(it.nodes(), Crash::new);
    } else if (fault instanceof Restart it) {
      return fewer(it.nodes(), nodes -> new Restart(nodes, it.amnesia()));
    } else if (fault instanceof Pause it) {
      List<Fault> fewer = new ArrayList<>(fewer(it.nodes(), n -> new Pause(n, it.length())));
      it.length().ifPresent(length -> fewer.add(new Pause(it.nodes())));
      return fewer;
    } else if (fault instanceof Resume it) {
      return fewer(it.nodes(), Resume::new);
    } else if (fault instanceof Resign it) {
      return fewer(it.nodes(), Resign::new);
    } else if (fault instanceof Fire it) {
      return fewer(it.nodes(), nodes -> new Fire(nodes, it.timer()));
    } else if (fault instanceof Isolate it) {
      return fewer(it.nodes(), Isolate::new);
    } else if (fault instanceof Deaf it) {
      return fewer(it.nodes(), Deaf::new);
    } else if (fault instanceof Mute it) {
      return fewer(it.nodes(), Mute::new);
    } else if (fault instanceof Drop it) {
      return drops(it);
    }
    return links(fault);
  }

  private static List<Fault> links(Fault fault) {
    if (fault instanceof Cut it) {
      return fewer(it.directions(), Cut::new);
    } else if (fault instanceof OnlyLinks it) {
      return fewer(it.directions(), OnlyLinks::new);
    } else if (fault instanceof Heal it) {
      return fewer(it.directions(), Heal::new);
    } else if (fault instanceof Loss it) {
      return more(
          it.share(),
          fewer(it.directions(), links -> new Loss(it.share(), links)),
          all -> new Loss(all, it.directions()));
    } else if (fault instanceof Duplicate it) {
      return more(
          it.share(),
          fewer(it.directions(), links -> new Duplicate(it.share(), links)),
          all -> new Duplicate(all, it.directions()));
    } else if (fault instanceof Reorder it) {
      return more(
          it.share(),
          fewer(it.directions(), links -> new Reorder(it.share(), links)),
          all -> new Reorder(all, it.directions()));
    } else if (fault instanceof Delayed it) {
      List<Fault> simpler =
          new ArrayList<>(fewer(it.directions(), links -> new Delayed(it.delay(), links)));
      if (it.delay() instanceof Delay.Uniform uniform && !uniform.range().width().isZero()) {
        simpler.add(new Delayed(Delay.fixed(uniform.range().max()), it.directions()));
      }
      return simpler;
    }
    return List.of();
  }

  private static List<Fault> drops(Drop it) {
    SortedSet<NodeId> anybody = new TreeSet<>();
    return List.of(
        new Drop(it.message(), it.from(), it.to(), OptionalInt.empty()),
        new Drop(it.message(), anybody, it.to(), it.next()),
        new Drop(it.message(), it.from(), anybody, it.next()));
  }

  /** One less of several, in every way. */
  private static <T> List<Fault> fewer(Collection<T> several, Function<SortedSet<T>, Fault> fault) {
    List<Fault> fewer = new ArrayList<>();
    for (T gone : several.size() > 1 ? several : List.<T>of()) {
      SortedSet<T> left = new TreeSet<>(several);
      left.remove(gone);
      fewer.add(fault.apply(left));
    }
    return fewer;
  }

  /** What happens to all messages is easier to think of than what happens to some. */
  private static List<Fault> more(
      double share, List<Fault> others, Function<Double, Fault> withShare) {
    List<Fault> all = new ArrayList<>(others);
    if (share < 1) {
      all.add(withShare.apply(1.0));
    }
    return all;
  }
}
