package quorate.netty.node;

import java.util.Optional;
import java.util.OptionalLong;
import quorate.spi.NodeId;

/**
 * What a node knows of another member.
 *
 * @param address where it listens; empty as long as that is not known
 * @param linked whether there is a connection to it now
 * @param heardNanos when it was last heard, in the time of this node's trace; empty if never
 * @param problem why there is no connection, in words; empty if there is one, or none was tried
 */
public record Peer(
    NodeId id,
    Optional<HostPort> address,
    boolean linked,
    OptionalLong heardNanos,
    Optional<String> problem) {}
