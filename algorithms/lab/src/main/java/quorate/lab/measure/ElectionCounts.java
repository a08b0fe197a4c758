package quorate.lab.measure;

import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;

/** Counts how often nodes began an election, and how often one became leader, since the start. */
public final class ElectionCounts implements Observer {

  private long begun;
  private long leaders;

  /**
   * The counts at one moment.
   *
   * @param begun how often a node began an election
   * @param leaders how often a node became leader
   */
  public record Elections(long begun, long leaders) {}

  @Override
  public void on(TraceEvent event) {
    if (event instanceof BeliefChanged changed) {
      begun += changed.beginsElection() ? 1 : 0;
      leaders += changed.comesToLead() ? 1 : 0;
    }
  }

  public Elections counts() {
    return new Elections(begun, leaders);
  }
}
