package quorate.spi;

/**
 * What of a node survives a crash. Each algorithm has one immutable record of this type, always
 * saved as a whole.
 */
public interface Durable {}
