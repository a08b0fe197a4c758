package quorate.nodes.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;

/**
 * The messages that were sent and have no fate yet. A process that is killed takes with it what
 * waited in its sockets, and no other process says what became of that.
 */
final class Fates {

  private final Map<Key, Sent> open = new LinkedHashMap<>();

  /** A message by its number in the trace of its sender's process. */
  private record Key(NodeId from, long number) {}

  /**
   * A message was sent.
   *
   * @param number in the trace of its sender's process
   * @param sent as it is in the merged trace
   */
  void sent(long number, Sent sent) {
    open.put(new Key(sent.from(), number), sent);
  }

  /** A message meets its fate; empty if it has met it before. */
  Optional<Sent> close(NodeId from, long number) {
    return Optional.ofNullable(open.remove(new Key(from, number)));
  }

  /** Takes out, in their order, the messages that will not arrive, as their receiver is gone. */
  List<Sent> closeTo(NodeId receiver) {
    return close(sent -> sent.to().equals(receiver));
  }

  /** Takes out those messages of a node, which is gone, that have not arrived. */
  List<Sent> closeFrom(NodeId sender, Predicate<NodeId> hears) {
    return close(sent -> sent.from().equals(sender) && hears.test(sent.to()));
  }

  private List<Sent> close(Predicate<Sent> which) {
    List<Sent> closed = new ArrayList<>();
    open.values()
        .removeIf(
            sent -> {
              boolean matches = which.test(sent);
              if (matches) {
                closed.add(sent);
              }
              return matches;
            });
    return closed;
  }
}
