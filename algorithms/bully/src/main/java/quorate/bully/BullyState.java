package quorate.bully;

import quorate.spi.NodeId;
import quorate.spi.Role;

/**
 * Every variable of a node, as {@code inspect} prints it. None of them survives a crash: Bully
 * persists nothing, and finds the coordinator again.
 *
 * @param role follower, candidate (it holds an election) or leader (it is the coordinator)
 * @param coordinator whom the node believes to be the coordinator, or {@code null}
 * @param answered of a candidate: whether a higher node has answered
 * @param inEpisode whether the node took part in an election just now, and so starts no other when
 *     it is asked
 * @param elections how many elections the node has held since it started
 */
public record BullyState(
    Role role, NodeId coordinator, boolean answered, boolean inEpisode, int elections) {}
