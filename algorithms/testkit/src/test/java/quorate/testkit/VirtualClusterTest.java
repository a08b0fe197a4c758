package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.spi.Belief;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Property;
import quorate.spi.Purpose;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;

/** Public, since the messages in it have to be. */
public class VirtualClusterTest {

  /** A number on its way. */
  public sealed interface Number extends Message permits Count {}

  /** The only number there is. */
  public record Count(int number) implements Number {
    @Override
    public Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  /** How often a node sent and then saved, across crashes. */
  public record Sends(int number) implements Durable {}

  private static final Timer SEND = new Timer("SEND");

  /** The first node saves and sends, saves and sends, in one rule; the second one listens. */
  private static final class Counting implements ElectionAlgorithm {
    @Override
    public String name() {
      return "counting";
    }

    @Override
    public String source() {
      return "this test";
    }

    @Override
    public Class<? extends Message> messageType() {
      return Number.class;
    }

    @Override
    public Set<Property> promises() {
      return Set.of();
    }

    @Override
    public ElectionNode newNode(NodeSetup setup) {
      return new Counter(setup);
    }
  }

  private static final class Counter implements ElectionNode {
    private final NodeSetup setup;

    Counter(NodeSetup setup) {
      this.setup = setup;
    }

    @Override
    public void onStart(Effects out) {
      if (setup.self().value() == 1) {
        out.setTimer(SEND, TimeRange.ofMillis(10, 10));
      }
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      for (int i = 1; i <= 3; i++) {
        out.persist(new Sends(i));
        out.send(new NodeId(2), new Count(i));
      }
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      out.explain("heard " + message);
    }

    @Override
    public Belief belief() {
      return Belief.follower(OptionalLong.empty(), Optional.empty());
    }

    @Override
    public Record state() {
      return setup.saved().map(saved -> (Sends) saved).orElse(new Sends(0));
    }
  }

  private final VirtualCluster cluster =
      new VirtualCluster(
          new ClusterSpec("counting", new Counting(), 2, Timing.DEFAULT, Map.of(), 1));

  private <E extends TraceEvent> List<E> traced(Class<E> type) {
    return cluster.trace().events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void a_power_cut_ends_a_rule_in_the_middle_and_the_machine_comes_back_with_its_disk() {
    cluster.powerCuts(sent -> sent.message().equals(new Count(2)), 1, TimeRange.ofMillis(5, 5));
    cluster.startAll();
    cluster.runFor(Duration.ofMillis(12));
    assertThat(traced(Sent.class)).as("the third is never sent").hasSize(2);
    assertThat(traced(Crashed.class)).extracting(Crashed::node).containsExactly(new NodeId(1));
    assertThat(traced(Delivered.class).size() + traced(Dropped.class).size()).isEqualTo(2);
    assertThat(cluster.machine(new NodeId(1)).isRunning()).isFalse();
    cluster.runFor(Duration.ofMillis(4));
    assertThat(cluster.machine(new NodeId(1)).isRunning()).isTrue();
    assertThat(cluster.state(new NodeId(1)))
        .as("saved before the cut, and not the third")
        .isEqualTo(new Sends(2));
  }

  @Test
  void a_machine_that_is_started_during_an_outage_is_not_started_again_at_its_end() {
    cluster.powerCuts(sent -> sent.message().equals(new Count(1)), 1, TimeRange.ofMillis(5, 5));
    cluster.startAll();
    cluster.runFor(Duration.ofMillis(11));
    cluster.powerCuts(sent -> false, 0, TimeRange.ofMillis(0, 0));
    TreeSet<NodeId> first = new TreeSet<>(List.of(new NodeId(1)));
    cluster.inject(new Restart(first));
    cluster.inject(new Crash(first));
    cluster.runFor(Duration.ofMillis(100));
    assertThat(cluster.machine(new NodeId(1)).isRunning()).isFalse();
    assertThat(traced(Started.class)).hasSize(3);
  }

  @Test
  void messages_arrive_in_order_without_delay_and_overtake_each_other_with_it() {
    cluster.startAll();
    cluster.runFor(Duration.ofMillis(20));
    assertThat(traced(Delivered.class))
        .extracting(Delivered::message)
        .isEqualTo(List.of(new Count(1), new Count(2), new Count(3)));
    int overtaken = 0;
    for (long seed = 1; seed <= 20; seed++) {
      VirtualCluster slow =
          new VirtualCluster(cluster.spec().withSeed(seed)).latency(TimeRange.ofMillis(0, 50));
      slow.startAll();
      slow.runFor(Duration.ofMillis(100));
      List<Message> heard =
          slow.trace().events().stream()
              .filter(Delivered.class::isInstance)
              .map(event -> ((Delivered) event).message())
              .toList();
      assertThat(heard).hasSize(3);
      overtaken += heard.equals(List.of(new Count(1), new Count(2), new Count(3))) ? 0 : 1;
    }
    assertThat(overtaken).isGreaterThan(5);
  }

  @Test
  void messages_have_a_shape_and_what_has_not_is_named() {
    assertThat(Shape.faultsOfMessages(Number.class)).isEmpty();
    assertThat(Shape.faultsOfMessages(Message.class)).isNotEmpty();
    assertThat(Shape.faultsOfRecord(Plain.class)).isEmpty();
    assertThat(Shape.faultsOfRecord(Vague.class))
        .hasSize(3)
        .anyMatch(fault -> fault.contains("Vague.leader"));
    assertThat(Shape.faultsOfRecord(Hidden.class)).isNotEmpty();
    assertThat(Shape.faultsOfRecord(String.class)).isNotEmpty();
  }

  /** What may be sent. */
  public record Plain(long term, String why, NodeId leader, List<NodeId> votes, Count last) {}

  /** What may not: an absent value, a boxed number, a map. */
  public record Vague(Optional<NodeId> leader, Long term, Map<String, String> more) {}

  private record Hidden(long term) {}
}
