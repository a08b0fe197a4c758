package quorate.repl.recount;

import java.util.OptionalLong;
import java.util.SortedSet;

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
    long settledMicros) {}
