package quorate.lab.invariant;

import java.util.List;
import quorate.lab.trace.TraceEvent;
import quorate.spi.Property;

/**
 * A promise that was broken.
 *
 * @param promise which one
 * @param description what happened, in one line: both nodes, the epoch, the times, the seed
 * @param chains for each of the events that contradict each other, its chain of causes, newest
 *     first
 */
public record Violation(Property promise, String description, List<List<TraceEvent>> chains) {}
