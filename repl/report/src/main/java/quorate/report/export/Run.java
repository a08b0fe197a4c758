package quorate.report.export;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.World;
import quorate.lab.simulator.Network;
import quorate.lab.trace.TraceEvent;
import quorate.report.ClusterName;

/**
 * What is known of a run when it is exported.
 *
 * @param nowNanos up to when it ran, in the cluster's time
 * @param last the number of its last event, 0 if there is none
 * @param fingerprint a hash over all that has happened, in virtual time
 * @param network as it was without faults, in virtual time
 * @param kept the newest events, oldest first
 * @param all every event, if they are all kept or can all come again
 */
public record Run(
    ClusterSpec spec,
    World world,
    long nowNanos,
    long last,
    Optional<String> fingerprint,
    Optional<Network> network,
    List<TraceEvent> kept,
    Optional<Events> all) {

  /** Events that come one after the other, since there may be too many to hold. */
  @FunctionalInterface
  public interface Events {
    void each(Taker taker) throws IOException, InterruptedException;
  }

  /** Takes an event. */
  @FunctionalInterface
  public interface Taker {
    void take(TraceEvent event) throws IOException;
  }

  public ClusterName name() {
    return new ClusterName(spec.name(), spec.algorithm().name(), world);
  }

  /** Every event, or else those that are kept. */
  Events most() {
    return all.orElse(
        taker -> {
          for (TraceEvent event : kept) {
            taker.take(event);
          }
        });
  }
}
