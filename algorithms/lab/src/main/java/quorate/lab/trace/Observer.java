package quorate.lab.trace;

/**
 * Reads a trace as it is written, on the cluster's own thread. Must neither block nor write to it.
 */
@FunctionalInterface
public interface Observer {

  /** The next event, in the order of the numbers. */
  void on(TraceEvent event);
}
