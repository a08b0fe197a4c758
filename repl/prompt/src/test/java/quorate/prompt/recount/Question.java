package quorate.prompt.recount;

import java.util.Set;

/**
 * What a trace does not say, and its reader has to be told.
 *
 * @param nodes how many members the cluster has
 * @param majorityPromised whether the algorithm promises that a leader has a majority
 * @param heartbeatMicros the heartbeat interval
 * @param longestMicros the longest election timeout
 * @param hold for how many heartbeat intervals an agreement must last
 * @param heartbeats the names of messages that are heartbeats, or answers to them
 * @param fault the index of the line with which the measuring begins
 * @param doneMicros when the last step of the scenario was over; never, if it waited for something
 *     in vain
 * @param endMicros when nobody waited any longer
 */
record Question(
    int nodes,
    boolean majorityPromised,
    long heartbeatMicros,
    long longestMicros,
    int hold,
    Set<String> heartbeats,
    int fault,
    long doneMicros,
    long endMicros) {}
