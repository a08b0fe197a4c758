package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.spi.NodeId;

/** Nodes that count, over TCP, and what became of what they said. For the test's thread. */
final class CountingCluster implements AutoCloseable {

  static final NodeId N1 = new NodeId(1);
  static final NodeId N2 = new NodeId(2);
  static final NodeId N3 = new NodeId(3);

  private final NettyCluster cluster;
  private boolean closed;
  private final List<TraceEvent> events = new ArrayList<>();
  private final SortedMap<Direction, List<Delivered>> delivered = new TreeMap<>();
  private final SortedMap<Direction, List<Dropped>> dropped = new TreeMap<>();

  /** A cluster whose nodes do not run yet. */
  CountingCluster(int size, Duration interval) {
    cluster = NettyCluster.create(Counting.of(size, interval));
    Observer notes =
        event -> {
          events.add(event);
          if (event instanceof Delivered it) {
            delivered.computeIfAbsent(way(it.from(), it.to()), w -> new ArrayList<>()).add(it);
          } else if (event instanceof Dropped it) {
            dropped.computeIfAbsent(way(it.from(), it.to()), w -> new ArrayList<>()).add(it);
          }
        };
    cluster.run(live -> live.trace().observe(notes));
  }

  static Direction way(NodeId from, NodeId to) {
    return new Direction(from, to);
  }

  static SortedSet<Direction> ways(Direction... ways) {
    return new TreeSet<>(List.of(ways));
  }

  static SortedSet<NodeId> nodes(int... numbers) {
    return Arrays.stream(numbers)
        .mapToObj(NodeId::new)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  NettyCluster cluster() {
    return cluster;
  }

  /** Starts all nodes after some faults, and waits until they run. */
  CountingCluster started(Fault... faults) throws InterruptedException {
    run(
        live -> {
          live.startAll();
          List.of(faults).forEach(live::inject);
        });
    await(() -> count(Started.class) == cluster.spec().size());
    return this;
  }

  void inject(Fault fault) {
    run(live -> live.inject(fault));
  }

  void run(Consumer<LiveCluster> task) {
    cluster.run(task);
  }

  <T> T call(Function<LiveCluster, T> task) {
    return cluster.call(task);
  }

  void await(BooleanSupplier condition) throws InterruptedException {
    assertThat(cluster.runUntil(live -> condition.getAsBoolean(), TcpClusters.LIMIT)).isTrue();
  }

  /** Waits until so many more messages have been delivered in one direction. */
  void awaitMore(int more, Direction way) throws InterruptedException {
    int before = call(live -> deliveredHere(way).size());
    await(() -> deliveredHere(way).size() >= before + more);
  }

  /** Waits until one node has heard another say a number. */
  void awaitNumber(int number, Direction way) throws InterruptedException {
    await(() -> deliveredHere(way).stream().anyMatch(it -> numberOf(it) >= number));
  }

  /** On the cluster's thread. */
  List<Delivered> deliveredHere(Direction way) {
    return delivered.getOrDefault(way, List.of());
  }

  /** On the cluster's thread. */
  List<Dropped> droppedHere(Direction way) {
    return dropped.getOrDefault(way, List.of());
  }

  /** On the cluster's thread. */
  long count(Class<? extends TraceEvent> kind) {
    return events.stream().filter(kind::isInstance).count();
  }

  /** How many messages a node has sent. */
  long sentBy(NodeId node) {
    return events(Sent.class).stream().filter(it -> it.from().equals(node)).count();
  }

  List<Delivered> delivered(Direction way) {
    return call(live -> List.copyOf(deliveredHere(way)));
  }

  /** The numbers that arrived in a direction, in the order of their arrival. */
  List<Integer> heard(Direction way) {
    return delivered(way).stream()
        .filter(it -> it.message() instanceof Counting.Say)
        .map(CountingCluster::numberOf)
        .toList();
  }

  List<DropCause> causes(Direction way) {
    return call(live -> droppedHere(way).stream().map(Dropped::because).toList());
  }

  /** All events of a kind so far; also of a cluster that is closed. */
  <E extends TraceEvent> List<E> events(Class<E> kind) {
    return closed ? eventsHere(kind) : call(live -> eventsHere(kind));
  }

  private <E extends TraceEvent> List<E> eventsHere(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** How long a message was on its way, from its sending to its handling. */
  Duration took(Delivered event) {
    Sent sent = (Sent) call(live -> live.trace().find(event.cause()).orElseThrow());
    return Duration.ofNanos(event.atNanos() - sent.atNanos());
  }

  static int numberOf(Delivered event) {
    return event.message() instanceof Counting.Say say
        ? say.number()
        : ((Counting.Shout) event.message()).number();
  }

  @Override
  public void close() {
    cluster.close();
    closed = true;
  }
}
