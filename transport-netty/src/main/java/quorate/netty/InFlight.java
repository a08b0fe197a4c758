package quorate.netty;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;

/**
 * What the senders know of their messages: those that are written to a connection, and have neither
 * come off it nor been lost yet. A receiver never asks here. Used on the cluster's thread.
 */
final class InFlight {

  private final SortedMap<Long, Written> written = new TreeMap<>();

  private record Written(Sent sent, long connection) {}

  void add(Sent sent, long connection) {
    written.put(sent.number(), new Written(sent, connection));
  }

  /** A message is in flight no longer; empty if it was not. */
  Optional<Sent> remove(long number) {
    return Optional.ofNullable(written.remove(number)).map(Written::sent);
  }

  /** A node's end of a connection is closed: takes out what was in flight to it. */
  List<Sent> removeTo(NodeId node, long connection) {
    return remove(it -> it.connection() == connection && it.sent().to().equals(node));
  }

  /** A node is gone: takes out what was in flight to it. */
  List<Sent> removeTo(NodeId node) {
    return remove(it -> it.sent().to().equals(node));
  }

  private List<Sent> remove(Predicate<Written> lost) {
    List<Sent> all = written.values().stream().filter(lost).map(Written::sent).toList();
    all.forEach(sent -> written.remove(sent.number()));
    return all;
  }
}
