package quorate.netty.real;

import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Drift;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.Retiming;
import quorate.spi.NodeId;

/**
 * Which faults can be done to a cluster of a real system, whose messages and timers are its own.
 */
final class RealFaults {

  private final ClusterSpec spec;

  RealFaults(ClusterSpec spec) {
    this.spec = spec;
  }

  /** Throws a UserError if one cannot. */
  void check(Fault fault) {
    String name = spec.algorithm().name();
    if (fault instanceof Fault.Fire || fault instanceof Retiming) {
      throw new UserError(
          "the timers of " + name + " are its own; type: crash, pause or partition");
    } else if (fault instanceof Drift) {
      throw new UserError(
          "all clocks of " + name + " are this machine's; to see drift, type: start lease 3 --sim");
    } else if (fault instanceof LinkFault
        && !(fault instanceof Cutting)
        && !(fault instanceof LinkFault.Heal)) {
      throw new UserError(
          "the messages of " + name + " cannot be told apart; type: cut 1-manager, or partition");
    } else if (fault instanceof Fault.Restart restart && restart.amnesia()) {
      throw new UserError(
          "what " + name + " saved cannot be lost; type: " + new Fault.Restart(restart.nodes()));
    } else if (fault instanceof Fault.Pause pause && pause.nodes().contains(NodeId.MANAGER)) {
      throw new UserError(
          "the servers of " + name + " cannot be paused; type: crash manager, or isolate manager");
    }
  }
}
