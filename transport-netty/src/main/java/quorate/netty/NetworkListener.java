package quorate.netty;

import java.net.InetSocketAddress;
import quorate.lab.cluster.Packet;
import quorate.spi.NodeId;

/** Hears what becomes of nodes and messages on the network. Called on the cluster's thread. */
interface NetworkListener {

  /** A node that was starting can talk to all that are up. */
  void onConnected(NodeId node, InetSocketAddress at);

  /** A node that was starting has no socket to listen on. */
  void onDeaf(NodeId node, Throwable cause);

  void onArrived(Packet packet);

  void onUnwritten(long number, Throwable cause);

  /** A node's end of a connection is closed: what is in flight to it will not arrive. */
  void onEndClosed(NodeId node, long connection);

  /** Bytes from outside made no sense to a node. */
  void onRejected(NodeId node, String reason);
}
