package quorate.experiments.language;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * One fault in the language: how it is typed, explained, read and drawn, and how an answer says
 * what it did. What it does, how it is written, and how it becomes smaller, its {@link Fault} says.
 *
 * @param <F> the fault
 * @param usage what is typed, its word first: {@code pause NODES [for TIME]}. Completion knows
 *     {@code NODE}, {@code NODES}, {@code LINKS}, {@code MESSAGE}, {@code TIMER}, {@code SHARE},
 *     {@code DELAY}, {@code TIME}, {@code RATE} and {@code COUNT}; other words are typed as they
 *     are
 * @param kind the class of the fault
 * @param description what it does, in one line
 * @param footer what else there is to say: examples, and what to know
 * @param reader reads the words behind the first, without a cluster; what they mean in one is found
 *     out on its thread
 * @param did what has been done, before whom it was done to: {@code crashed}
 * @param change says what it is about to change
 * @param draw how chaos draws it: none if there is none now; with what must be done before or
 *     after; empty if chance brings it about anyway
 * @param onlyIfAsked whether chaos draws it only if a person asks for it
 */
public record FaultRow<F extends Fault>(
    String usage,
    Class<F> kind,
    String description,
    List<String> footer,
    Function<Arguments, Function<Moment, F>> reader,
    String did,
    BiFunction<F, Moment, Change> change,
    Optional<Function<Draws, List<Fault>>> draw,
    boolean onlyIfAsked) {

  /** Of a fault that chaos draws, unless chance brings it about anyway. */
  FaultRow(
      String usage,
      Class<F> kind,
      String description,
      List<String> footer,
      Function<Arguments, Function<Moment, F>> reader,
      String did,
      BiFunction<F, Moment, Change> change,
      Optional<Function<Draws, List<Fault>>> draw) {
    this(usage, kind, description, footer, reader, did, change, draw, false);
  }

  /** Of a fault that chaos draws. */
  FaultRow(
      String usage,
      Class<F> kind,
      String description,
      List<String> footer,
      Function<Arguments, Function<Moment, F>> reader,
      String did,
      BiFunction<F, Moment, Change> change,
      Function<Draws, List<Fault>> draw) {
    this(usage, kind, description, footer, reader, did, change, Optional.of(draw));
  }

  /** What stands below the description, if it begins with examples. */
  static List<String> examples(String... lines) {
    return Stream.concat(Stream.of("", "examples:"), Stream.of(lines)).toList();
  }

  public String word() {
    return usage.split(" ", 2)[0];
  }

  /** What chaos draws now; nothing if it never draws this fault. */
  public List<Fault> drawn(Draws draws) {
    return draw.map(it -> it.apply(draws)).orElse(List.of());
  }

  /** Whether chaos draws it, though nobody asked for it. */
  public boolean isDrawn() {
    return draw.isPresent() && !onlyIfAsked;
  }

  Change changed(Fault fault, Moment before) {
    return change.apply(kind.cast(fault), before);
  }

  // Readers

  static <F> Function<Moment, F> ofNodes(
      NodeSelection nodes, Function<SortedSet<NodeId>, F> fault) {
    return now -> fault.apply(nodes.at(now));
  }

  static <F> Function<Moment, F> ofLinks(
      LinkSelection links, Function<SortedSet<Direction>, F> fault) {
    return now -> fault.apply(links.at(now));
  }

  /** Of a fault of some kind or strength; where no link is typed, all are meant. */
  static <T, F> Function<Moment, F> ofLinks(
      T what, Optional<LinkSelection> links, BiFunction<T, SortedSet<Direction>, F> fault) {
    return now -> fault.apply(what, links.map(it -> it.at(now)).orElseGet(TreeSet::new));
  }

  // Changes

  /**
   * Those of a fault's nodes that it hits.
   *
   * @param how stands behind them
   * @param nobody why there may be none
   */
  static Change those(
      Fault fault, Moment before, Predicate<NodeState> hit, String how, String nobody) {
    List<NodeId> nodes =
        fault.nodes().stream().filter(node -> hit.test(before.state().node(node))).toList();
    return nodes.isEmpty()
        ? Change.nothing("nobody, " + nobody)
        : Change.of(Listed.nodes(nodes) + how);
  }

  /** How bad links become, and which. */
  static Change on(String howBad, SortedSet<Direction> where) {
    return Change.of(howBad + " on " + (where.isEmpty() ? "all links" : Listed.links(where)));
  }
}
