package quorate.netty;

import io.netty.handler.codec.EncoderException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.netty.Frame.Letter;
import quorate.spi.NodeId;

/**
 * The letters on their way: written to a connection, and not come off it yet. Sees to it that each
 * meets exactly one fate. Used on the cluster's thread.
 */
final class Post {

  private final LiveNettyCluster cluster;
  private final SortedMap<Long, OnItsWay> onTheirWay = new TreeMap<>();

  private record OnItsWay(Sent sent, long connection) {}

  Post(LiveNettyCluster cluster) {
    this.cluster = cluster;
  }

  /** Writes a message to a connection. */
  void send(Sent sent, Connection connection) {
    onTheirWay.put(sent.number(), new OnItsWay(sent, connection.number()));
    connection.send(new Letter(sent.number(), sent.message()));
  }

  /** A letter came off a connection; false if nobody sent it there. */
  boolean onLetter(NodeId self, Connection connection, Letter letter, int bytes) {
    OnItsWay way = onTheirWay.get(letter.number());
    if (way == null
        || way.connection() != connection.number()
        || !way.sent().to().equals(self)
        || !way.sent().from().equals(connection.peer())) {
      return false;
    }
    onTheirWay.remove(letter.number());
    cluster.onArrived(way.sent(), letter.message(), bytes);
    return true;
  }

  /** A letter could not be written. */
  void onUnwritten(Letter letter, Throwable cause) {
    OnItsWay way = onTheirWay.remove(letter.number());
    if (way != null) {
      cluster.onLost(way.sent(), DropCause.CONNECTION_LOST);
      if (cause instanceof EncoderException) {
        cluster.onUnwritable(way.sent(), cause.getCause());
      }
    }
  }

  /** A node's end of a connection is closed: what was on its way to that end is lost. */
  void onLost(NodeId self, long connection) {
    drop(
        way -> way.connection() == connection && way.sent().to().equals(self),
        DropCause.CONNECTION_LOST);
  }

  /** A node is gone: what was on its way to it is lost. */
  void onCrashed(NodeId node) {
    drop(way -> way.sent().to().equals(node), DropCause.CRASHED);
  }

  private void drop(Predicate<OnItsWay> lost, DropCause because) {
    List<OnItsWay> all = onTheirWay.values().stream().filter(lost).toList();
    for (OnItsWay way : all) {
      onTheirWay.remove(way.sent().number());
      cluster.onLost(way.sent(), because);
    }
  }
}
