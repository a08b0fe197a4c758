package quorate.lab.simulator;

/**
 * What is to come in a cluster in virtual time.
 *
 * @param number names it for as long as it is to come
 * @param atNanos when it would come by itself
 */
public record Pending(long number, long atNanos, Planned what) {}
