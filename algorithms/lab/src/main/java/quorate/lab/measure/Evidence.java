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
 * @param electionHadBegun whether the leader was elected in an election that had begun before the
 *     fault
 * @param rounds the first beginnings of elections until the cluster converged, or until the end
 * @param begun how many beginnings there were
 * @param elected the event of {@code elected}
 * @param majority the event of {@code majority}
 * @param converged the event of {@code converged}
 * @param leaderless the first spans in which nobody led who was followed by enough, oldest first
 * @param twoLeaders the first spans in which two nodes each believed that they led, oldest first
 */
public record Evidence(
    long fault,
    boolean fromFirstNode,
    boolean electionHadBegun,
    List<Long> rounds,
    long begun,
    OptionalLong elected,
    OptionalLong majority,
    OptionalLong converged,
    List<Span> leaderless,
    List<Span> twoLeaders) {

  /** A while, in nanoseconds after the fault: from one moment, inclusive, to another, exclusive. */
  public record Span(long fromNanos, long toNanos) {

    public long nanos() {
      return toNanos - fromNanos;
    }
  }
}
