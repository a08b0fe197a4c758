package quorate.lab.measure;

import java.util.List;
import java.util.OptionalLong;

/**
 * Where in the trace the figures of an {@link Outcome} can be seen. Events are named by their
 * numbers; a number below that of the fault means that it was so already when the fault came.
 *
 * @param fault the number of the first event that was measured: the fault, if there was one
 * @param fromFirstNode whether no node ran at first: then moments are counted from the first that
 *     does
 * @param rounds the beginnings of elections until the cluster converged, or until the end; the
 *     first is that of {@code detected}
 * @param elected the event of {@code elected}
 * @param majority the event of {@code majority}
 * @param converged the event of {@code converged}
 * @param leaderless when nobody led who was followed by enough, oldest first
 * @param twoLeaders when two nodes each believed that they led, oldest first
 */
public record Evidence(
    long fault,
    boolean fromFirstNode,
    List<Long> rounds,
    OptionalLong elected,
    OptionalLong majority,
    OptionalLong converged,
    List<Span> leaderless,
    List<Span> twoLeaders) {

  /** A while, in nanoseconds after the fault: from one moment, inclusive, to another, exclusive. */
  public record Span(long fromNanos, long toNanos) {

    /** How long it was. */
    public long nanos() {
      return toNanos - fromNanos;
    }
  }
}
