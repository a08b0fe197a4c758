package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Timer;

class PurityTest {

  @Test
  void the_contract_of_a_node_is_pure() {
    assertThat(Purity.faultsOf("quorate.spi")).isEmpty();
  }

  @Test
  void the_lab_is_pure() {
    assertThat(Purity.faultsOf("quorate.lab", "quorate.spi.")).isEmpty();
  }

  @Test
  void experiments_are_pure() {
    assertThat(Purity.faultsOf("quorate.experiments", "quorate.lab.", "quorate.spi.")).isEmpty();
  }

  @Test
  void a_package_without_classes_is_refused_since_it_would_be_pure_by_mistake() {
    assertThatThrownBy(() -> Purity.faultsOfAlgorithm("quorate.nowhere"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void every_impurity_is_found() {
    String impure = "quorate.testkit.PurityTest$Impure";
    assertThat(Purity.faultsOf(Impure.class))
        .contains(
            impure + " calls java.lang.Math.random",
            impure + " calls java.lang.System.nanoTime",
            impure + " calls java.util.Map.of",
            impure + " calls java.util.Set.of",
            impure + " calls java.util.stream.Collectors.toSet",
            impure + " calls java.util.stream.Collectors.groupingBy",
            impure + " uses java.io.File",
            impure + " uses java.io.PrintStream",
            impure + " uses java.lang.Thread",
            impure + " uses java.util.HashMap",
            impure + " uses java.util.Random",
            impure + " depends on quorate.testkit.VirtualCluster, where no arrow leads",
            impure + ".COUNTS is static and can change",
            impure + ".calls is static and can change",
            impure + ".kept holds effects after the call");
  }

  @Test
  void what_is_harmless_is_not_found() {
    assertThat(Purity.faultsOf(Pure.class)).isEmpty();
  }

  /** All that a node must not do. */
  private static final class Impure implements ElectionNode {
    private static final List<String> COUNTS = new ArrayList<>();
    private static int calls;

    private final Map<String, Long> unordered = new HashMap<>();
    private final LongSupplier clock = System::nanoTime;
    private Effects kept;
    private VirtualCluster elsewhere;

    @Override
    public void onStart(Effects out) {
      kept = out;
      calls++;
      COUNTS.add("start");
      kept.explain("start " + elsewhere + new Random().nextInt() + Math.random());
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      unordered.putAll(Map.of("a", clock.getAsLong(), "b", (long) calls));
      Set.of("a", "b").forEach(out::explain);
      Stream.of("a", "b").collect(Collectors.toSet()).forEach(out::explain);
      Stream.of("a", "b").collect(Collectors.groupingBy(String::length)).clear();
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      new Thread(() -> System.out.println(new File("nowhere"))).interrupt();
    }

    @Override
    public Belief belief() {
      return null;
    }

    @Override
    public Record state() {
      return null;
    }
  }

  /** What looks like it, and is allowed. */
  private static final class Pure {
    private static final String NAME = "pure";

    String single() {
      return NAME + Set.of() + Set.of(1) + Map.of() + Map.of(1, 2);
    }
  }
}
