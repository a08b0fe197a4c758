package quorate.experiments.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.UserError;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.measure.ClusterState;
import quorate.lab.trace.Trace;
import quorate.spi.NodeId;

/**
 * A cluster at one moment, as code on its own thread has it: what may be looked at there, and what
 * words like {@code leader} mean.
 *
 * @param cluster the cluster
 * @param state what its trace has told so far
 * @param chance what {@code random} and {@code follower} are drawn from
 */
public record Moment(LiveCluster cluster, ClusterState state, Chance chance) {

  ClusterSpec spec() {
    return cluster.spec();
  }

  public Trace trace() {
    return cluster.trace();
  }

  /** Throws a UserError if nobody leads, or several do. */
  NodeId leader() {
    Optional<NodeId> agreed = state.agreement().flatMap(ClusterState.Agreement::leader);
    if (agreed.isPresent()) {
      return agreed.get();
    }
    SortedSet<NodeId> believers = state.believers();
    String name = spec().name();
    if (believers.isEmpty()) {
      throw new UserError(name + " has no leader now; type: " + Remedy.of(this));
    }
    if (believers.size() > 1) {
      throw new UserError(name + " has several leaders now, " + believers + "; name one of them");
    }
    return believers.first();
  }

  /** The running nodes that do not lead. */
  SortedSet<NodeId> followers() {
    SortedSet<NodeId> others = new TreeSet<>(state.running());
    others.remove(leader());
    return others;
  }

  /** Throws a UserError if there is no node. */
  NodeId oneOf(SortedSet<NodeId> nodes) {
    if (nodes.isEmpty()) {
      String name = spec().name();
      String what = state.running().isEmpty() ? Remedy.of(this) : "on " + name + " restart all";
      throw new UserError("no such node of " + name + " runs; type: " + what);
    }
    return chance.pick(List.copyOf(nodes));
  }

  /** So many members: first the leader, then those that run, then the others, by their ids. */
  SortedSet<NodeId> first(int count) {
    SortedSet<NodeId> believers = state.believers();
    SortedSet<NodeId> running = state.running();
    List<NodeId> members = new ArrayList<>(spec().members());
    members.sort(
        Comparator.comparing((NodeId node) -> !believers.contains(node))
            .thenComparing(node -> !running.contains(node)));
    return new TreeSet<>(members.subList(0, count));
  }

  /** All hosts: the members, and the services after them. */
  SortedSet<NodeId> hosts() {
    return new TreeSet<>(state.nodes().keySet());
  }

  /** A service; throws a UserError if the cluster has none of that name. */
  NodeId service(NodeId service) {
    if (!hosts().contains(service)) {
      throw new UserError(
          "%s has no %s; it has %s".formatted(spec().name(), service, spec().hostsInWords()));
    }
    return service;
  }

  /** A member by its number; throws a UserError if there is none. */
  NodeId member(int number) {
    if (number < 1 || number > spec().size()) {
      throw noNode(number, spec());
    }
    return new NodeId(number);
  }

  static UserError noNode(int number, ClusterSpec spec) {
    return new UserError(
        "node %d does not exist; %s has %s".formatted(number, spec.name(), spec.hostsInWords()));
  }
}
