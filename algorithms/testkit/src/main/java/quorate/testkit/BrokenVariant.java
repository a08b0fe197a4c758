package quorate.testkit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.NodeSetup;

/**
 * One animal in the zoo of an algorithm: the algorithm with one thing broken on purpose.
 *
 * @param broken what is broken, in one line
 * @param falls which rule of the paper, or which promise, falls with it
 * @param algorithm the broken algorithm; it promises what the honest one does
 * @param options the options under which it shows
 * @param catches what in the kit notices
 */
public record BrokenVariant(
    String broken,
    String falls,
    ElectionAlgorithm algorithm,
    Map<String, String> options,
    Catch catches) {

  public BrokenVariant {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** A variant that nothing catches, so far, with all options at their defaults. */
  public static BrokenVariant of(
      ElectionAlgorithm honest, String broken, String falls, UnaryOperator<ElectionNode> sabotage) {
    return of(honest, broken, falls, (setup, node) -> sabotage.apply(node));
  }

  /** The same, where what is broken depends on the node's setup. */
  public static BrokenVariant of(
      ElectionAlgorithm honest,
      String broken,
      String falls,
      BiFunction<NodeSetup, ElectionNode, ElectionNode> sabotage) {
    ElectionAlgorithm algorithm =
        new AlteredAlgorithm(
            broken, honest, (setup, inside) -> sabotage.apply(setup, inside.newNode(setup)));
    return new BrokenVariant(broken, falls, algorithm, Map.of(), Catch.NOTHING);
  }

  public BrokenVariant with(String option, String value) {
    return new BrokenVariant(broken, falls, algorithm, Map.of(option, value), catches);
  }

  public BrokenVariant caughtBy(Catch caught) {
    return new BrokenVariant(broken, falls, algorithm, options, caught);
  }
}
