package quorate.lab.cluster;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import quorate.lab.trace.ClockRate;
import quorate.lab.trace.TraceEvent;
import quorate.spi.NodeId;

/**
 * The clocks of machines run at another rate than true: timers of their nodes expire early or late.
 * A timer that is pending has its remaining time measured by the new rate from now on. It is the
 * machine's clock: it stays as it is when the node crashes, when it starts again, and when links
 * are healed.
 *
 * @param rate how many of its seconds pass in one second: 1.05 is 5% fast, 1 is true
 */
public record Drift(SortedSet<NodeId> nodes, double rate) implements Fault {

  public static final double SLOWEST = 0.1;
  public static final double FASTEST = 10;

  /** A rate has at most so many digits behind the point. */
  public static final int DIGITS = 6;

  /** Throws an IllegalArgumentException if no clock can have that rate. */
  public Drift {
    nodes = SortedCopy.of(nodes);
    if (!(rate >= SLOWEST && rate <= FASTEST) || exactly(rate).scale() > DIGITS) {
      throw new IllegalArgumentException(
          "a clock runs at %s to %s times its true rate, with at most %d digits behind the point"
                  .formatted(ClockRate.text(SLOWEST), ClockRate.text(FASTEST), DIGITS)
              + ", got "
              + ClockRate.text(rate));
    }
  }

  private static BigDecimal exactly(double rate) {
    return BigDecimal.valueOf(rate).stripTrailingZeros();
  }

  @Override
  public Reductions reductions() {
    List<Fault> nearer = new ArrayList<>();
    rates().forEach(it -> nearer.add(new Drift(nodes, it)));
    return Reductions.nodes(nodes, it -> new Drift(it, rate)).orElse(nearer);
  }

  /** Rates that are nearer to 1, the nearest first: none of them has more digits. */
  private List<Double> rates() {
    BigDecimal off = exactly(rate).subtract(BigDecimal.ONE);
    List<Double> nearer = new ArrayList<>();
    BigDecimal half = off.divide(BigDecimal.valueOf(2));
    BigDecimal most = off.multiply(new BigDecimal("0.75"));
    for (int digits = 1; digits <= Math.max(1, off.scale()); digits++) {
      for (BigDecimal part : List.of(half, most, off)) {
        BigDecimal rounded = part.setScale(digits, RoundingMode.DOWN);
        double candidate = rounded.add(BigDecimal.ONE).doubleValue();
        if (candidate != 1 && candidate != rate && !nearer.contains(candidate)) {
          nearer.add(candidate);
        }
      }
    }
    return nearer;
  }

  @Override
  public void applyTo(Machines cluster, TraceEvent injected) {
    nodes.forEach(node -> cluster.setClock(node, rate, injected.number()));
  }

  @Override
  public String toString() {
    return "drift " + FaultText.nodes(nodes) + " " + ClockRate.text(rate);
  }
}
