package quorate.nodes.monitor;

import java.util.Optional;
import quorate.netty.node.JsonClient.Silent;

/**
 * What came of asking a node once.
 *
 * @param seen what it said; empty if it did not answer
 * @param problem why it did not answer; empty if it did
 * @param atNanos when that was, by {@link System#nanoTime}
 */
record Answer(NodeUrl url, Optional<NodeSeen> seen, String problem, long atNanos) {

  /** Asks, and waits for the answer. */
  static Answer of(NodeUrl url) {
    try {
      NodeSeen seen = url.ask();
      return new Answer(url, Optional.of(seen), "", System.nanoTime());
    } catch (Silent silent) {
      return new Answer(url, Optional.empty(), silent.getMessage(), System.nanoTime());
    }
  }
}
