package quorate.lab.trace;

/**
 * Where an event stands in its trace.
 *
 * @param number the event's place, counted from 1 without gaps
 * @param atNanos nanoseconds since the cluster began, in the cluster's own time
 * @param cause the number of the event that brought this one about, or 0 if it came from outside
 */
public record Stamp(long number, long atNanos, long cause) {}
