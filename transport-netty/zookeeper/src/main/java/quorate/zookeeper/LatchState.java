package quorate.zookeeper;

import java.util.Map;
import java.util.Optional;

/**
 * What a contender knows of itself.
 *
 * @param connected whether it is connected with a server
 * @param leads whether its latch says that it leads
 * @param number the lowest number of a leader, as far as it knows
 * @param queue who has which number
 */
public record LatchState(
    boolean connected, boolean leads, Optional<Long> number, Map<Long, String> queue) {}
