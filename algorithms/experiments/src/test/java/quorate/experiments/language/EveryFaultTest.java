package quorate.experiments.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.Flock;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling;
import quorate.lab.measure.ClusterState;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.store.StoreSettings;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.lab.trace.TraceEvent.Trouble.Part;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * No fault can be forgotten by those who must know of it. The faults are found by the compiler's
 * own list of them, and made up from the types of their parts; so these tests know none by name,
 * and if you add one, this test says what is missing.
 */
class EveryFaultTest {

  /** What a part of a fault of its type looks like in the tests. */
  private static final Map<String, Object> SAMPLES =
      Map.ofEntries(
          Map.entry("java.util.SortedSet<quorate.spi.NodeId>", nodes(1, 3)),
          Map.entry(
              "java.util.List<java.util.SortedSet<quorate.spi.NodeId>>",
              List.of(nodes(1, 2), nodes(3, 4, 5))),
          Map.entry(
              "java.util.SortedSet<quorate.lab.trace.TraceEvent$Direction>",
              new TreeSet<>(List.of(way(1, 2), way(3, 1)))),
          Map.entry("quorate.spi.NodeId", new NodeId(3)),
          Map.entry("quorate.lab.cluster.Delay", new Delay.Uniform(TimeRange.ofMillis(3, 9))),
          Map.entry("quorate.spi.Timer", Flock.WAIT),
          Map.entry("java.lang.String", "Honk"),
          Map.entry("java.util.Optional<java.time.Duration>", Optional.of(Duration.ofMillis(70))),
          Map.entry("java.util.OptionalInt", OptionalInt.of(3)),
          Map.entry(
              "java.util.Optional<quorate.lab.store.StoreSettings>",
              Optional.of(
                  new StoreSettings(true, Duration.ofMillis(20), Duration.ofNanos(1_500_000)))),
          Map.entry("double", 0.25),
          Map.entry("boolean", true));

  /** The same, where that part is not typed. */
  private static final Map<String, Object> UNTYPED =
      Map.of(
          "java.util.SortedSet<quorate.lab.trace.TraceEvent$Direction>",
          new TreeSet<Direction>(),
          "java.util.Optional<java.time.Duration>",
          Optional.empty(),
          "java.util.OptionalInt",
          OptionalInt.empty(),
          "java.util.Optional<quorate.lab.store.StoreSettings>",
          Optional.empty(),
          "boolean",
          false);

  private static SortedSet<NodeId> nodes(int... numbers) {
    return new TreeSet<>(Arrays.stream(numbers).mapToObj(NodeId::new).toList());
  }

  private static Direction way(int from, int to) {
    return new Direction(new NodeId(from), new NodeId(to));
  }

  private static Stream<Class<?>> kinds(Class<?> of) {
    return of.isRecord()
        ? Stream.of(of)
        : Arrays.stream(of.getPermittedSubclasses()).flatMap(EveryFaultTest::kinds);
  }

  private static Stream<Class<?>> kinds() {
    return kinds(Fault.class);
  }

  /** Each fault with all of its parts, and, where some need not be typed, without these. */
  private static Stream<Fault> faults() {
    return kinds().flatMap(kind -> faults(kind).stream());
  }

  private static List<Fault> faults(Class<?> kind) {
    Optional<Class<?>> choice =
        Arrays.stream(kind.getRecordComponents())
            .<Class<?>>map(RecordComponent::getType)
            .filter(Class::isEnum)
            .findFirst();
    return choice
        .map(type -> List.<Object>of(type.getEnumConstants()))
        .orElse(List.of("none"))
        .stream()
        .flatMap(chosen -> faults(kind, chosen).stream())
        .toList();
  }

  /** Of a kind that says several things, those that say one of them. */
  private static List<Fault> faults(Class<?> kind, Object chosen) {
    Map<String, Object> samples = new TreeMap<>(SAMPLES);
    samples.put(typeOf(chosen), chosen);
    List<Fault> faults = new ArrayList<>(List.of(make(kind, samples).orElseThrow()));
    samples.putAll(UNTYPED);
    make(kind, samples).filter(it -> !faults.contains(it)).ifPresent(faults::add);
    return faults;
  }

  private static String typeOf(Object chosen) {
    return chosen instanceof Enum<?> one ? one.getDeclaringClass().getTypeName() : "none";
  }

  private static Optional<Fault> make(Class<?> kind, Map<String, Object> samples) {
    RecordComponent[] parts = kind.getRecordComponents();
    Object[] values =
        Arrays.stream(parts)
            .map(part -> part.getGenericType().getTypeName())
            .map(samples::get)
            .toArray();
    for (int i = 0; i < parts.length; i++) {
      if (values[i] == null) {
        fail("add a sample of %s for %s", parts[i].getGenericType(), kind);
      }
    }
    try {
      Class<?>[] types =
          Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return Optional.of((Fault) kind.getDeclaredConstructor(types).newInstance(values));
    } catch (ReflectiveOperationException needsAllParts) {
      return Optional.empty();
    }
  }

  /** A flock that has just started: the timers of all nodes are pending. */
  private static Moment started(int size) {
    SimulatedCluster flock = new SimulatedCluster(Flock.of(size), Network.DEFAULT);
    ClusterState state = new ClusterState(flock.spec());
    flock.trace().observe(state);
    flock.startAll();
    try {
      flock.runUntil(live -> state.running().size() == size, Duration.ofSeconds(1));
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
    return new Moment(flock, state, Chance.ofTrial(1, 1));
  }

  private static Fault readBack(Fault fault, int size) {
    return FaultCommand.parse(fault.toString()).at(started(size));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_fault_has_one_row(Class<?> kind) {
    long words = faults(kind).stream().map(Fault::word).distinct().count();
    assertThat(FaultRows.all().values().stream().filter(row -> row.kind().equals(kind)))
        .as("rows of %s: add one to the tables of FaultRows", kind.getSimpleName())
        .hasSize((int) words);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void what_is_printed_can_be_typed(Fault fault) {
    assertThat(readBack(fault, 5)).isEqualTo(fault);
    assertThat(FaultRows.all().get(fault.word()).kind()).isEqualTo(fault.getClass());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void without_a_node_it_is_a_fault_of_the_others(Fault fault) {
    for (int gone = 1; gone <= 5; gone++) {
      Optional<Fault> left = fault.without(new NodeId(gone));
      if (fault.toString().matches(".*\\bn" + gone + "\\b.*")) {
        assertThat(left).as("%s without n%d", fault, gone).isNotEqualTo(Optional.of(fault));
      }
      left.ifPresent(it -> assertThat(readBack(it, 4)).isEqualTo(it));
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void what_is_simpler_is_another_fault_of_its_kind(Fault fault) {
    for (Fault simpler : fault.simpler()) {
      assertThat(simpler).isNotEqualTo(fault).hasSameClassAs(fault);
      assertThat(readBack(simpler, 5)).isEqualTo(simpler);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "heal",
        "resume 1",
        "restart 1",
        "drift 2 1",
        "drift heal",
        "crash 2",
        "partition 1 | 2..5",
        "store off",
        "store"
      })
  void a_fault_that_finds_all_as_it_would_leave_it_changes_nothing(String typed) {
    Moment now = started(5);
    for (String before : List.of("crash 2", "partition 1 | 2..5", "store")) {
      if (before.equals(typed)) {
        assertThat(changed(typed, now).nothing()).as("at first").isFalse();
        now.cluster().inject(FaultCommand.parse(typed).at(now));
      }
    }
    assertThat(changed(typed, now).nothing()).isTrue();
  }

  private static Change changed(String typed, Moment now) {
    FaultCommand command = FaultCommand.parse(typed);
    return command.changed(command.at(now), now);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void an_answer_says_what_it_changed_and_the_trace_what_came_of_it(Fault fault) {
    Moment now = started(5);
    assertThat(FaultCommand.parse(fault.toString()).changed(fault, now).words()).isNotBlank();
    long before = now.cluster().trace().last();
    now.cluster().inject(fault);
    assertThat(now.cluster().trace().find(before + 1)).get().isInstanceOf(FaultInjected.class);
    if (fault instanceof LinkFault) {
      assertThat(now.cluster().trace().find(before + 2)).get().isInstanceOf(LinksChanged.class);
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void net_shows_what_is_wrong_with_links_until_they_are_healed(Fault fault) {
    Moment now = started(5);
    now.cluster().inject(fault);
    if (fault instanceof Cutting) {
      assertThat(now.cluster().links().cut()).isNotEmpty();
    } else if (fault instanceof LinkFault && !(fault instanceof Heal)) {
      Trouble trouble = now.cluster().links().troubles().values().iterator().next();
      assertThat(trouble.words()).hasSize(1);
      assertThat(trouble.parts().stream().filter(Part::isWrong)).hasSize(1);
    }
    now.cluster().inject(new Heal());
    assertThat(now.cluster().links().cut()).isEmpty();
    assertThat(now.cluster().links().troubles()).isEmpty();
  }

  @Test
  void every_trouble_has_its_turn_when_a_message_arrives() {
    Map<String, Integer> turns = new TreeMap<>();
    faults()
        .filter(Troubling.class::isInstance)
        .forEach(it -> turns.put(it.word(), ((Troubling) it).rank()));
    assertThat(turns).hasSizeGreaterThan(3);
    assertThat(turns.values()).doesNotHaveDuplicates();
  }
}
