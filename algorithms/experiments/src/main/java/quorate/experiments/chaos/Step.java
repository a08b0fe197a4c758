package quorate.experiments.chaos;

import java.time.Duration;
import java.util.regex.Pattern;
import quorate.experiments.language.Quantities;
import quorate.lab.cluster.Fault;

/** One line of a scenario. Its text is what a person would type. */
public sealed interface Step {

  record Pass(Duration time) implements Step {
    /** Throws an IllegalArgumentException if the time is not positive. */
    public Pass {
      if (time.isZero() || time.isNegative()) {
        throw new IllegalArgumentException("time passes, or it does not, got " + time);
      }
    }

    @Override
    public String toString() {
      return "wait " + Quantities.typed(time);
    }
  }

  /** A fault is done, to nodes that it names by their numbers. */
  record Do(Fault fault) implements Step {

    private static final Pattern NODE = Pattern.compile("\\bn(\\d+)\\b");

    /** As a person types it: {@code cut 1->3}, without the letter that reports give to nodes. */
    @Override
    public String toString() {
      return NODE.matcher(fault.toString()).replaceAll("$1");
    }
  }
}
