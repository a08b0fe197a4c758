package quorate.{{package}};

import quorate.spi.NodeId;

/**
 * Every variable of a node, as {@code inspect} prints it. None of them survives a crash.
 *
 * @param leader the node that it believes is leader, itself included, or {@code null}
 * @param claims how often the node has claimed to lead since it started
 */
public record {{Class}}State(NodeId leader, int claims) {}
