package quorate.nodes.cluster;

import java.util.List;
import quorate.lab.UserError;
import quorate.lab.cluster.Drift;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LinkFault;

/** Processes that somebody else started, and that go on when this program ends. */
final class ForeignProcesses implements Processes {

  private final List<Joined> joined;

  /** Whom it can ask. */
  ForeignProcesses(List<Joined> joined) {
    this.joined = joined;
  }

  @Override
  public void check(Fault fault) {
    if (fault instanceof Crash || fault instanceof Pause || fault instanceof Resume) {
      String signal = fault instanceof Crash ? "-9" : fault instanceof Pause ? "-STOP" : "-CONT";
      throw new UserError(
          "these processes were not started here; in a shell of their machine, type: kill %s %s"
              .formatted(signal, pids(fault)));
    } else if (fault instanceof Restart) {
      throw new UserError(
          "these processes were not started here; start a node again as it was started before");
    } else if (fault instanceof LinkFault
        || fault instanceof Fault.Fire
        || fault instanceof Drift) {
      for (Joined node : joined) {
        if (!node.takesFaults()) {
          throw new UserError(
              "%s takes no faults; start it with --allow-faults".formatted(node.id()));
        }
      }
    }
  }

  private String pids(Fault fault) {
    List<String> pids =
        joined.stream()
            .filter(it -> fault.nodes().contains(it.id()))
            .map(it -> Long.toString(it.pid()))
            .toList();
    return pids.isEmpty() ? "PID" : String.join(" ", pids);
  }

  @Override
  public void bringUp(List<Machine> coming) {
    throw notOurs();
  }

  @Override
  public void kill(Machine machine) {
    throw notOurs();
  }

  @Override
  public void stop(Machine machine) {
    throw notOurs();
  }

  @Override
  public void goOn(Machine machine) {
    throw notOurs();
  }

  @Override
  public void wipe(Machine machine) {
    throw notOurs();
  }

  private static IllegalStateException notOurs() {
    return new IllegalStateException("these processes were not started here");
  }

  @Override
  public void close() {}
}
