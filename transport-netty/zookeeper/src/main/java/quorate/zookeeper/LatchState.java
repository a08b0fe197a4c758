package quorate.zookeeper;

import java.util.Map;

/**
 * What a contender knows of itself.
 *
 * @param connected whether it is connected with a server
 * @param leads whether its latch says that it leads
 * @param number the lowest number of a leader, as far as it knows; {@code -} if it knows none
 * @param queue who has which number
 */
public record LatchState(
    boolean connected, boolean leads, String number, Map<Long, String> queue) {}
