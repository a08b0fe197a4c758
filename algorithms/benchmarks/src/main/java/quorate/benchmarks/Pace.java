package quorate.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one iteration of a benchmark came to. Each is a sum over the iteration, or all of them are
 * rates over the same time: only their quotients are used.
 *
 * @param calls how often the benchmark was called
 * @param events how many trace events these calls wrote
 * @param processorSeconds how much processor time they took, on their own thread
 * @param seconds how much time passed
 * @param bytes how much the JVM allocated
 */
record Pace(double calls, double events, double processorSeconds, double seconds, double bytes) {

  /** Events per second of processor time. */
  double eventsPerSecond() {
    return events / processorSeconds;
  }

  /** Calls per second of processor time. */
  double callsPerSecond() {
    return calls / processorSeconds;
  }

  /** Which part of the time the benchmark had a processor. */
  double onProcessor() {
    return processorSeconds / seconds;
  }

  double bytesPerEvent() {
    return bytes / events;
  }

  double bytesPerCall() {
    return bytes / calls;
  }

  /**
   * The median of a figure; of an even number of iterations the mean of the two in the middle.
   *
   * @throws IllegalArgumentException if there is no iteration
   */
  static double median(List<Pace> iterations, ToDoubleFunction<Pace> figure) {
    if (iterations.isEmpty()) {
      throw new IllegalArgumentException("no iteration was measured");
    }
    double[] sorted = iterations.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** From the slowest iteration to the fastest one, in events, as a share of the median. */
  static double spread(List<Pace> iterations) {
    double median = median(iterations, Pace::eventsPerSecond);
    double slowest = iterations.stream().mapToDouble(Pace::eventsPerSecond).min().orElseThrow();
    double fastest = iterations.stream().mapToDouble(Pace::eventsPerSecond).max().orElseThrow();
    return (fastest - slowest) / median;
  }
}
