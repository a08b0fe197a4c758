package quorate.netty.node;

/**
 * What a node has done since its process began.
 *
 * @param bytesSent to other members, with what belongs to the connections
 * @param bytesReceived from other members
 * @param saves how often it saved
 * @param saveNanos how long all saves took together
 * @param lastSaveNanos how long the last one took; 0 if there was none
 * @param longestSaveNanos how long the longest took
 * @param rejected how many connections or frames it rejected
 */
public record Counters(
    long bytesSent,
    long bytesReceived,
    long saves,
    long saveNanos,
    long lastSaveNanos,
    long longestSaveNanos,
    long rejected) {}
