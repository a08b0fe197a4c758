package quorate.spi;

/**
 * A variant of an algorithm that a person can choose at the start of a cluster: {@code start paxos
 * 5 learning=everyone}.
 *
 * @param name what is typed before the equals sign
 * @param defaultValue what holds if it is not typed
 * @param values what may be typed, in words: {@code proposer or everyone}
 * @param description what it does, in one line
 */
public record Option(String name, String defaultValue, String values, String description) {}
