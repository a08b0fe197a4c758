package quorate.nodes.cluster;

import java.util.List;
import quorate.lab.cluster.Fault;

/** Who can start, stop and end the processes of a cluster. Used on the cluster's thread. */
interface Processes extends AutoCloseable {

  /** Throws a UserError if a fault asks for what cannot be done. */
  void check(Fault fault);

  /** Starts processes side by side; returns at once. */
  void bringUp(List<Machine> coming);

  /** Ends a process at once, without a word to it. */
  void kill(Machine machine);

  /** A process stands still when this returns. */
  void stop(Machine machine);

  void goOn(Machine machine);

  /** Empties the folder of a node whose process is gone, or about to be. */
  void wipe(Machine machine);

  /** Ends all processes that were started here. */
  @Override
  void close();
}
