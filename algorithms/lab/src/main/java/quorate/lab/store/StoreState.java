package quorate.lab.store;

import quorate.spi.Durable;

/**
 * What a store must not forget.
 *
 * @param newestToken the newest token of a write that it accepted
 */
public record StoreState(long newestToken) implements Durable {}
