package quorate.session;

import java.util.OptionalLong;
import quorate.experiments.ObservedCluster;
import quorate.lab.simulator.Recording;
import quorate.lab.simulator.Replayer;
import quorate.lab.simulator.SimulatedCluster;

/**
 * A run in virtual time that is run once more, beside the present one, to look at its moments. A
 * later moment goes on from the one before; for an earlier one, make another. Used by one thread at
 * a time, which need not have the turn. It has no thread, and nothing that needs to be closed.
 */
public final class Rerun {

  private static final int MOVES_BETWEEN_LOOKS = 256;

  private final ObservedCluster cluster;
  private Recording way;
  private Replayer replayer;

  /** Runs a recording, from its beginning. */
  public Rerun(Recording way) {
    this.cluster = new ObservedCluster(new SimulatedCluster(way.spec(), way.network()));
    this.way = way;
    this.replayer = new Replayer(way, simulated());
  }

  private SimulatedCluster simulated() {
    return cluster.simulated().orElseThrow();
  }

  public ObservedCluster cluster() {
    return cluster;
  }

  /**
   * Whether this is, so far, the begin of a run; if it is, it goes on as that does.
   *
   * @param other the same run, which may be longer or shorter by now, or another one
   */
  public boolean follows(Recording other) {
    if (!other.spec().equals(way.spec()) || !simulated().recording().isBeginOf(other)) {
      return false;
    }
    way = other;
    replayer = new Replayer(other, simulated());
    return true;
  }

  public long nowNanos() {
    return simulated().position().nanos();
  }

  /**
   * Goes forwards to a moment, or to the end of the run if that comes first.
   *
   * @param budgetNanos how long the machine may work for it
   * @return whether it is there; if not, ask again
   */
  public boolean goTo(long nanos, long budgetNanos) {
    long end = System.nanoTime() + budgetNanos;
    int moves = 0;
    OptionalLong next = replayer.nextNanos();
    while (next.isPresent() && next.getAsLong() <= nanos) {
      if (++moves % MOVES_BETWEEN_LOOKS == 0 && System.nanoTime() > end) {
        return false;
      }
      replayer.move();
      next = replayer.nextNanos();
    }
    simulated().pass(Math.min(nanos, way.end().nanos()));
    return true;
  }
}
