package quorate.experiments.language;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import quorate.lab.UserError;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Cutting.Bridge;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Cutting.Deaf;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Cutting.Mute;
import quorate.lab.cluster.Cutting.OnlyLinks;
import quorate.lab.cluster.Cutting.Partition;
import quorate.lab.cluster.Cutting.Ring;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/** The faults that take links down. */
final class CutRows {

  private static final FaultRow<Partition> PARTITION =
      new FaultRow<>(
          "partition NODES [| NODES ...]",
          Partition.class,
          "cut all links between groups of nodes; nodes in no group form the last one",
          FaultRow.examples(
              "  partition 1,2            {1,2} against the rest",
              "  partition 1,2 | 3..5",
              "  partition leader,follower",
              "",
              "Within a group all links stay as they are. Partitions add up; heal undoes them all,"
                  + " and net shows them."),
          CutRows::readPartition,
          "partitioned",
          ifAny(
              (partition, down, before) ->
                  partition.groups().stream()
                      .map(Listed::numbers)
                      .collect(Collectors.joining(" | "))),
          draws -> draws.cut(node -> new Partition(List.of(draws.side()))));

  private static final FaultRow<Isolate> ISOLATE =
      new FaultRow<>(
          "isolate NODES",
          Isolate.class,
          "cut all links of nodes; they run on, alone",
          FaultRow.examples(
              "  isolate leader",
              "  isolate 1,2              also from each other",
              "",
              "heal undoes it. To keep them together, type: partition 1,2"),
          typed -> FaultRow.ofNodes(typed.nodes(), Isolate::new),
          "isolated",
          hit((link, node) -> link.from().equals(node) || link.to().equals(node)),
          draws -> draws.cut(node -> new Isolate(NodeSelection.only(node))));

  private static final FaultRow<Cut> CUT =
      new FaultRow<>(
          "cut LINKS",
          Cut.class,
          "cut links, or one direction of them",
          FaultRow.examples(
              "  cut 1-3                  both directions",
              "  cut 1->3                 3 hears nothing of 1; 1 still hears 3",
              "  cut 1-2,2->3",
              "  cut leader->followers    the same as mute leader",
              "",
              "heal undoes it, heal 1-3 only there."),
          typed -> FaultRow.ofLinks(typed.links(), Cut::new),
          "cut",
          ifAny((cut, down, before) -> Listed.links(down)),
          draws -> draws.cut(node -> new Cut(draws.directions())));

  private static final FaultRow<Deaf> DEAF =
      new FaultRow<>(
          "deaf NODES",
          Deaf.class,
          "let nodes hear nothing any more; others still hear them",
          FaultRow.examples(
              "  deaf follower            it starts election after election, and all hear it",
              "  deaf 3",
              "",
              "All links towards the node are cut, in that direction only. heal undoes it."),
          typed -> FaultRow.ofNodes(typed.nodes(), Deaf::new),
          "deaf",
          hit((link, node) -> link.to().equals(node)),
          draws -> draws.cut(node -> new Deaf(NodeSelection.only(node))));

  private static final FaultRow<Mute> MUTE =
      new FaultRow<>(
          "mute NODES",
          Mute.class,
          "let nobody hear these nodes any more; they still hear others",
          FaultRow.examples(
              "  mute leader              its heartbeats are lost; it hears of its successor",
              "  mute 3",
              "",
              "All links away from the node are cut, in that direction only. heal undoes it."),
          typed -> FaultRow.ofNodes(typed.nodes(), Mute::new),
          "mute",
          hit((link, node) -> link.from().equals(node)),
          draws -> draws.cut(node -> new Mute(NodeSelection.only(node))));

  private static final FaultRow<Bridge> BRIDGE =
      new FaultRow<>(
          "bridge NODE",
          Bridge.class,
          "split the others into halves that only this node can still reach",
          FaultRow.examples(
              "  bridge 3                 of five nodes: 1,2 and 3 and 4,5",
              "  bridge leader",
              "",
              "Every node except the bridge is cut off from some of the others. heal undoes"
                  + " it."),
          typed -> readBridge(typed.nodes()),
          "bridge",
          ifAny((bridge, down, before) -> halves(bridge, before)),
          draws -> draws.cut(Bridge::new));

  private static final FaultRow<Ring> RING =
      new FaultRow<>(
          "ring",
          Ring.class,
          "leave each node only the links to its two neighbours",
          FaultRow.examples(
              "  ring                     of five nodes: 1-2-3-4-5-1",
              "",
              "All other links are cut, in both directions. heal undoes it."),
          typed -> now -> new Ring(),
          "ring",
          ifAny(
              (ring, down, before) ->
                  Listed.numbers(before.spec().members()) + ", each with two neighbours"),
          draws -> draws.cut(node -> new Ring()));

  private static final FaultRow<OnlyLinks> LINKS =
      new FaultRow<>(
          "links LINKS",
          OnlyLinks.class,
          "leave only these links up, and cut all others",
          FaultRow.examples(
              "  links 1-2,2-3            a chain; a node that is not named is alone",
              "  links leader-followers   a star",
              "",
              "Links that are named and were cut come up again. heal brings all of them up."),
          typed -> FaultRow.ofLinks(typed.links(), OnlyLinks::new),
          "links up",
          (only, before) -> Change.of("only " + Listed.links(only.directions())),
          draws -> draws.cut(node -> new OnlyLinks(draws.directions())));

  static final List<FaultRow<?>> ALL =
      List.of(PARTITION, ISOLATE, CUT, DEAF, MUTE, BRIDGE, RING, LINKS);

  private CutRows() {}

  private static Function<Moment, Partition> readPartition(Arguments typed) {
    List<NodeSelection> groups = new ArrayList<>();
    for (String group : typed.rest().split("\\|", -1)) {
      groups.add(typed.nodes(group.strip().replaceAll("\\s*,\\s*|\\s+", ",")));
    }
    return now -> {
      List<SortedSet<NodeId>> sides = new ArrayList<>();
      groups.forEach(group -> sides.add(group.at(now)));
      SortedSet<NodeId> rest = now.hosts();
      sides.forEach(rest::removeAll);
      if (!rest.isEmpty()) {
        sides.add(rest);
      }
      sides.removeIf(SortedSet::isEmpty);
      if (sides.size() < 2) {
        throw new UserError(
            "one group of all nodes is no partition; name fewer, or type | between groups");
      }
      return new Partition(sides);
    };
  }

  private static Function<Moment, Bridge> readBridge(NodeSelection node) {
    return now -> new Bridge(node.oneAt(now));
  }

  private static String halves(Bridge bridge, Moment before) {
    List<NodeId> others = new ArrayList<>(before.hosts());
    others.remove(bridge.node());
    int half = others.size() / 2;
    return bridge.node()
        + " between "
        + Listed.numbers(others.subList(0, half))
        + " and "
        + Listed.numbers(others.subList(half, others.size()));
  }

  /** Says what a cut is about to change, if it takes some direction down. */
  private interface Words<F> {
    String of(F cut, SortedSet<Direction> down, Moment before);
  }

  private static <F extends Cutting> BiFunction<F, Moment, Change> ifAny(Words<F> words) {
    return (cut, before) -> {
      SortedSet<Direction> down = new TreeSet<>(cut.cuts(List.copyOf(before.hosts())));
      if (down.isEmpty()) {
        return Change.nothing("nothing, there is no such link");
      }
      down.removeAll(before.cluster().links().cut());
      return down.isEmpty()
          ? Change.nothing("nothing, down already")
          : Change.of(words.of(cut, down, before));
    };
  }

  /** Those of a fault's nodes of which a direction goes down. */
  private static <F extends Cutting> BiFunction<F, Moment, Change> hit(
      BiPredicate<Direction, NodeId> isOf) {
    return ifAny(
        (cut, down, before) ->
            Listed.nodes(
                cut.nodes().stream()
                    .filter(node -> down.stream().anyMatch(link -> isOf.test(link, node)))
                    .toList()));
  }
}
