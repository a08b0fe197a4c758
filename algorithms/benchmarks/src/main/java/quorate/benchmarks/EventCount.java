package quorate.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * How many events were written into a trace, and how much processor time that took. What a
 * benchmark does in one call is of no fixed length, so it counts. Processor time is that of the
 * calling thread: what other programs take away from it is not in there, and neither is what the
 * JVM does on threads of its own.
 */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class EventCount {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** The events of this iteration so far; set to 0 before each iteration. */
  public long events;

  /** Nanoseconds of processor time in this iteration so far; set to 0 before each iteration. */
  public long processorNanos;

  private long eventsBefore;
  private long nanosBefore;

  void begin(long eventsInTrace) {
    eventsBefore = eventsInTrace;
    nanosBefore = THREADS.getCurrentThreadCpuTime();
  }

  void end(long eventsInTrace) {
    processorNanos += THREADS.getCurrentThreadCpuTime() - nanosBefore;
    events += eventsInTrace - eventsBefore;
  }
}
