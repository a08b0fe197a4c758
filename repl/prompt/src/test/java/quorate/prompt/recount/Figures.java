package quorate.prompt.recount;

import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What was counted; moments and times are microseconds.
 *
 * @param leaders on whom the cluster settled, each with its epoch: {@code n3 in 2}; empty if it did
 *     not settle
 * @param settledMicros the earliest moment at which the last agreement had lasted for long enough
 */
record Figures(
    boolean settled,
    SortedSet<String> leaders,
    OptionalLong detected,
    OptionalLong elected,
    OptionalLong majority,
    OptionalLong converged,
    long leaderless,
    long twoLeaders,
    int newLeaders,
    int rounds,
    int messages,
    int sentLater,
    int begunLater,
    long settledMicros) {

  /** The same of a cluster that counts as not settled, since one leader was asked for. */
  Figures unsettled() {
    return new Figures(
        false,
        new TreeSet<>(),
        detected,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        leaderless,
        twoLeaders,
        newLeaders,
        rounds,
        messages,
        sentLater,
        begunLater,
        settledMicros);
  }
}
