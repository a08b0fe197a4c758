package quorate.experiments.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import quorate.experiments.chaos.Step.Do;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Cutting.Bridge;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Cutting.Deaf;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Cutting.Mute;
import quorate.lab.cluster.Cutting.OnlyLinks;
import quorate.lab.cluster.Cutting.Partition;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Fire;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Resign;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.cluster.Troubling.Duplicate;
import quorate.lab.cluster.Troubling.Loss;
import quorate.lab.cluster.Troubling.Reorder;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/** The same without one node: those above it move up, and what was done to it alone is not done. */
final class Fewer {

  private final NodeId gone;

  private Fewer(NodeId gone) {
    this.gone = gone;
  }

  /**
   * An ordeal without one node.
   *
   * @param seed of the smaller cluster, in which nothing happens at the times at which it did
   * @throws IllegalArgumentException if there can be no such cluster
   */
  static Ordeal without(NodeId gone, Ordeal ordeal, long seed) {
    ClusterSpec spec = ordeal.spec();
    Fewer fewer = new Fewer(gone);
    List<Step> steps = new ArrayList<>();
    for (Step step : ordeal.steps()) {
      if (step instanceof Do fault) {
        fewer.fault(fault.fault()).map(Do::new).ifPresent(steps::add);
      } else {
        steps.add(step);
      }
    }
    return ordeal
        .with(
            new ClusterSpec(
                spec.name(),
                spec.algorithm(),
                spec.size() - 1,
                spec.timing(),
                spec.options(),
                seed))
        .with(steps);
  }

  private Optional<Fault> fault(Fault fault) {
    if (fault instanceof Crash it) {
      return nodes(it.nodes(), Crash::new);
    } else if (fault instanceof Restart it) {
      return nodes(it.nodes(), nodes -> new Restart(nodes, it.amnesia()));
    } else if (fault instanceof Pause it) {
      return nodes(it.nodes(), nodes -> new Pause(nodes, it.length()));
    } else if (fault instanceof Resume it) {
      return nodes(it.nodes(), Resume::new);
    } else if (fault instanceof Resign it) {
      return nodes(it.nodes(), Resign::new);
    } else if (fault instanceof Fire it) {
      return nodes(it.nodes(), nodes -> new Fire(nodes, it.timer()));
    } else if (fault instanceof Isolate it) {
      return nodes(it.nodes(), Isolate::new);
    } else if (fault instanceof Deaf it) {
      return nodes(it.nodes(), Deaf::new);
    } else if (fault instanceof Mute it) {
      return nodes(it.nodes(), Mute::new);
    } else if (fault instanceof Bridge it) {
      return without(it.node()).map(Bridge::new);
    } else if (fault instanceof Partition it) {
      return partition(it);
    } else if (fault instanceof Drop it) {
      return drop(it);
    }
    return links(fault);
  }

  private Optional<Fault> links(Fault fault) {
    if (fault instanceof Cut it) {
      return links(it.directions(), Cut::new);
    } else if (fault instanceof OnlyLinks it) {
      return links(it.directions(), OnlyLinks::new);
    } else if (fault instanceof Heal it) {
      return links(it.directions(), Heal::new);
    } else if (fault instanceof Loss it) {
      return links(it.directions(), links -> new Loss(it.share(), links));
    } else if (fault instanceof Delayed it) {
      return links(it.directions(), links -> new Delayed(it.delay(), links));
    } else if (fault instanceof Duplicate it) {
      return links(it.directions(), links -> new Duplicate(it.share(), links));
    } else if (fault instanceof Reorder it) {
      return links(it.directions(), links -> new Reorder(it.share(), links));
    }
    return Optional.of(fault); // names no node
  }

  private Optional<Fault> nodes(SortedSet<NodeId> nodes, Function<SortedSet<NodeId>, Fault> fault) {
    SortedSet<NodeId> left = left(nodes);
    return left.isEmpty() ? Optional.empty() : Optional.of(fault.apply(left));
  }

  /** Where no link was named, all were meant, and still are. */
  private Optional<Fault> links(
      SortedSet<Direction> links, Function<SortedSet<Direction>, Fault> fault) {
    SortedSet<Direction> left = new TreeSet<>();
    links.forEach(link -> without(link).ifPresent(left::add));
    return left.isEmpty() && !links.isEmpty() ? Optional.empty() : Optional.of(fault.apply(left));
  }

  private Optional<Fault> partition(Partition it) {
    List<SortedSet<NodeId>> groups = new ArrayList<>();
    it.groups().stream().map(this::left).filter(group -> !group.isEmpty()).forEach(groups::add);
    return groups.isEmpty() ? Optional.empty() : Optional.of(new Partition(groups));
  }

  private Optional<Fault> drop(Drop it) {
    SortedSet<NodeId> from = left(it.from());
    SortedSet<NodeId> to = left(it.to());
    boolean nothingLeft =
        from.isEmpty() && !it.from().isEmpty() || to.isEmpty() && !it.to().isEmpty();
    return nothingLeft
        ? Optional.empty()
        : Optional.of(new Drop(it.message(), from, to, it.next()));
  }

  private SortedSet<NodeId> left(Collection<NodeId> nodes) {
    SortedSet<NodeId> left = new TreeSet<>();
    nodes.forEach(node -> without(node).ifPresent(left::add));
    return left;
  }

  /** The direction of a link now; empty if it ended at the node. */
  private Optional<Direction> without(Direction direction) {
    Optional<NodeId> from = without(direction.from());
    Optional<NodeId> to = without(direction.to());
    return from.isPresent() && to.isPresent()
        ? Optional.of(new Direction(from.get(), to.get()))
        : Optional.empty();
  }

  /** The number of a node now; empty if it is the one that is gone. */
  private Optional<NodeId> without(NodeId node) {
    return node.equals(gone)
        ? Optional.empty()
        : Optional.of(node.isAbove(gone) ? new NodeId(node.value() - 1) : node);
  }
}
