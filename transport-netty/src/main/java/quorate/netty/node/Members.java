package quorate.netty.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.NodeId;

/**
 * How a node finds the other members of its cluster. How many members there are is fixed; a
 * majority counts all of them, and not those that happen to be found.
 */
public interface Members {

  /** How many members the cluster has, this node included. */
  int size();

  /**
   * Tells the others where this node listens, if they find it here.
   *
   * @throws UserError if it cannot be a member: its id or its address is somebody else's, or there
   *     are as many members as there can be
   */
  default void register(NodeId self, HostPort address) {}

  /**
   * Where members listen as far as is known now; asked again before every dial. May wait for a disk
   * or a name server, and is never called on a cluster's thread.
   */
  Found find();

  /**
   * What was found.
   *
   * @param byId where each member listens that is known by its id
   * @param others where somebody listens who says who it is when it is dialled
   */
  record Found(SortedMap<NodeId, HostPort> byId, List<HostPort> others) {}

  /** Members whose addresses are all known from the start. */
  static Members fixed(Map<NodeId, HostPort> addresses) {
    return new FixedMembers(new TreeMap<>(addresses));
  }

  /**
   * Reads {@code 1=127.0.0.1:7001,2=127.0.0.1:7002}.
   *
   * @throws UserError if an id is missing or comes twice, or an address is none or comes twice
   */
  static Members parse(String typed) {
    return FixedMembers.parse(typed);
  }

  /** Members that find each other in a file; see {@code docs/nodes.md}. */
  static Members registry(Path file, ClusterSpec spec) {
    return new Registry(file, spec);
  }

  /** Members at the addresses of one name, all at the same port. */
  static Members dns(HostPort name, int size) {
    return new DnsMembers(name, size);
  }
}
