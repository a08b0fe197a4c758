package quorate.spi;

/**
 * What a formula says about the messages of one undisturbed election, excluding heartbeats.
 * Self-sent messages do not count; messages to nodes that are down count as sent, not as delivered.
 *
 * @param formula the formula for {@code sent}, as it is printed: {@code (n-1) + (n-1-f)}
 * @param sent how many messages are sent
 * @param delivered how many of them arrive
 */
public record Theory(String formula, long sent, long delivered) {}
