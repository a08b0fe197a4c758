package quorate.lab.simulator;

import java.util.List;
import quorate.lab.cluster.ClusterSpec;

/**
 * All that it takes to run a cluster in virtual time again, up to a moment: how it was made, and
 * what was done to it from outside. The rest follows.
 */
public record Recording(ClusterSpec spec, Network network, List<Entry> entries, Position end) {

  /**
   * A moment of a run.
   *
   * @param steps how many of the things that were to come had come by themselves
   * @param inputs how many things had been done from outside
   * @param nanos the virtual time
   */
  public record Position(long steps, int inputs, long nanos) {
    /** How many moves of a {@link Replayer} lead there. */
    public long moves() {
      return steps + inputs;
    }

    boolean isAfter(Position other) {
      return steps > other.steps || nanos > other.nanos;
    }
  }

  /** What was done, and at which moment. */
  public record Entry(Position at, Input input) {}

  public Recording {
    entries = List.copyOf(entries);
  }

  /** The same run up to an earlier moment of it. */
  public Recording upTo(Position earlier) {
    return new Recording(spec, network, entries.subList(0, earlier.inputs()), earlier);
  }

  /** The same run of a cluster that has another name. */
  public Recording named(String other) {
    return new Recording(spec.named(other), network, entries, end);
  }

  /** Whether this is how a run began that went on as another recording says. */
  public boolean isBeginOf(Recording longer) {
    int done = entries.size();
    return done <= longer.entries.size()
        && entries.equals(longer.entries.subList(0, done))
        && !end.isAfter(done < longer.entries.size() ? longer.entries.get(done).at() : longer.end);
  }
}
