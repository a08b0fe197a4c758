package quorate.nodes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Moment;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.nodes.cluster.ProcessCluster.NodeInfo;
import quorate.spi.NodeId;
import quorate.spi.Timing;

@Tag("tcp")
class ProcessClusterTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private ProcessCluster processes;
  private ObservedCluster cluster;

  @BeforeEach
  void start() throws InterruptedException {
    ClusterSpec spec =
        new ClusterSpec("raft", Catalog.load().named("raft"), 3, Timing.DEFAULT, Map.of(), 1);
    processes = ProcessCluster.create(spec);
    cluster = new ObservedCluster(processes);
    assertThat(cluster.follow(LiveCluster::startAll).await(LONG).settled()).isTrue();
  }

  @AfterEach
  void nothing_is_left() {
    List<NodeInfo> all = processes.processes();
    cluster.close();
    assertThat(all).allSatisfy(it -> assertThat(ProcessHandle.of(it.pid())).isNotPresent());
    assertThat(all).allSatisfy(it -> assertThat(it.data()).doesNotExist());
  }

  private Outcome after(String fault) throws InterruptedException {
    return cluster.inject(FaultCommand.parse(fault)).following().await(LONG);
  }

  /** What holds at a moment; of a type, as assertThat needs one. */
  private <T> T now(Function<Moment, T> question) {
    return cluster.call(question);
  }

  private boolean isUp(NodeId node) {
    return cluster.call(now -> now.state().node(node).up());
  }

  private Optional<NodeId> believed(NodeId node) {
    return cluster.call(now -> now.state().node(node).belief().leader());
  }

  private NodeInfo process(NodeId node) {
    return processes.processes().get(node.value() - 1);
  }

  private NodeId leader() {
    return cluster.call(now -> now.state().agreement().flatMap(Agreement::leader)).orElseThrow();
  }

  @Test
  void a_crash_kills_the_process_and_a_restart_is_a_new_one_with_the_same_disk() throws Exception {
    NodeId leader = leader();
    long before = process(leader).pid();

    Outcome crash = after("crash " + leader.value());

    assertThat(crash.settled()).isTrue();
    assertThat(crash.leader()).isNotEqualTo(Optional.of(leader));
    assertThat(ProcessHandle.of(before).filter(ProcessHandle::isAlive)).isEmpty();
    Path saved = process(leader).data();
    assertThat(Files.list(saved)).isNotEmpty();

    assertThat(after("restart all").settled()).isTrue();
    assertThat(process(leader).pid()).isNotEqualTo(before);
    assertThat(process(leader).alive()).isTrue();
    assertThat(cluster.violations()).isEmpty();
  }

  @Test
  void a_node_that_was_stopped_by_a_signal_is_paused_and_goes_on() throws Exception {
    NodeId leader = leader();
    long pid = process(leader).pid();

    after("pause " + leader.value());
    assertThat(Files.readString(Path.of("/proc/" + pid + "/stat"))).contains(") T ");

    assertThat(after("resume all").settled()).isTrue();
    assertThat(Files.readString(Path.of("/proc/" + pid + "/stat"))).doesNotContain(") T ");
    Record state = now(it -> it.cluster().state(leader));
    assertThat(state.toString()).contains("currentTerm");
  }

  @Test
  void links_fail_where_messages_arrive_and_a_restart_does_not_mend_them() throws Exception {
    NodeId leader = leader();
    after("isolate " + leader.value());
    after("crash " + leader.value());
    after("restart " + leader.value());

    assertThat(believed(leader)).isEmpty();

    assertThat(after("heal").settled()).isTrue();
    assertThat(believed(leader)).isPresent();
  }

  /** Election timeouts of a node, in milliseconds, since it ran last. */
  private List<Long> timeouts(NodeId node) {
    return cluster.call(
        it -> {
          List<Long> timeouts = new ArrayList<>();
          for (TraceEvent event : it.trace().events()) {
            if (event instanceof Started started && started.node().equals(node)) {
              timeouts.clear();
            } else if (event instanceof TimerSet set
                && set.node().equals(node)
                && set.timer().name().equals("ELECTION")) {
              timeouts.add(set.delayNanos() / 1_000_000);
            }
          }
          return timeouts;
        });
  }

  private double clockRate(NodeId node) {
    return cluster.call(now -> now.state().node(node).clockRate());
  }

  private List<Double> toldRates() {
    return cluster.call(
        now ->
            now.trace().events().stream()
                .filter(ClockChanged.class::isInstance)
                .map(event -> ((ClockChanged) event).after())
                .toList());
  }

  @Test
  void a_clock_drifts_and_a_new_process_of_the_machine_is_told() throws Exception {
    NodeId leader = leader();
    NodeId slow = new NodeId(leader.value() % 3 + 1);
    assertThat(after("drift " + slow.value() + " 0.1").settled()).isTrue();
    assertThat(timeouts(slow).stream().max(Long::compare).orElseThrow())
        .isGreaterThanOrEqualTo(1500);

    after("crash " + slow.value());
    after("restart " + slow.value());
    assertThat(timeouts(slow)).isNotEmpty().allMatch(it -> it >= 1500 && it < 3000);
    assertThat(clockRate(slow)).isEqualTo(0.1);

    after("pause " + slow.value());
    after("drift heal");
    assertThat(clockRate(slow)).isEqualTo(1);
    assertThat(after("resume " + slow.value()).settled()).isTrue();
    after("fire " + slow.value() + " ELECTION");
    List<Long> timeouts = timeouts(slow);
    assertThat(timeouts.get(timeouts.size() - 1)).isLessThan(300);
    assertThat(toldRates()).as("each change is told once").containsExactly(0.1, 1.0);
  }

  /** A JVM takes more than a millisecond to start, everywhere. */
  @Test
  void a_limit_counts_from_when_the_processes_run() throws Exception {
    NodeId leader = leader();
    after("crash leader");

    cluster.inject(FaultCommand.parse("restart all"));

    assertThat(
            cluster.runUntil(now -> now.state().running().contains(leader), Duration.ofMillis(1)))
        .isTrue();
  }

  @Test
  void a_process_that_somebody_else_kills_is_a_crash() throws Exception {
    NodeId leader = leader();

    ProcessHandle.of(process(leader).pid()).orElseThrow().destroyForcibly();

    assertThat(
            cluster.runUntil(
                now ->
                    now.state()
                        .agreement()
                        .flatMap(Agreement::leader)
                        .filter(it -> !it.equals(leader))
                        .isPresent(),
                LONG))
        .isTrue();
    assertThat(isUp(leader)).isFalse();
  }

  @Test
  void the_merged_trace_is_in_order_and_no_message_arrives_before_it_is_sent() throws Exception {
    after("crash leader");
    after("restart all");
    after("pause leader for 300ms");

    List<TraceEvent> events = cluster.call(now -> now.trace().events());

    assertThat(events).extracting(TraceEvent::atNanos).isSorted();
    assertThat(events.stream().filter(Delivered.class::isInstance)).isNotEmpty();
    for (TraceEvent event : events) {
      if (event instanceof OfMessage message && !(event instanceof Sent)) {
        TraceEvent cause = events.get((int) (event.cause() - 1));
        assertThat(cause).isInstanceOf(Sent.class);
        assertThat(((Sent) cause).message()).isEqualTo(message.message());
        assertThat(cause.number()).isLessThan(event.number());
      }
    }
  }

  @Test
  void timers_are_seen_and_fired_but_not_set() throws Exception {
    NodeId follower = cluster.call(now -> now.state().running()).last();
    NodeId leader = leader();
    NodeId other = follower.equals(leader) ? new NodeId(1) : follower;

    Outcome fired = after("fire " + other.value() + " ELECTION");

    assertThat(fired.settled()).isTrue();
    AtomicReference<Throwable> refusal = new AtomicReference<>();
    assertThat(cluster.runUntil(now -> isRefusedToAlign(now, refusal), LONG)).isTrue();
    assertThat(refusal.get()).hasMessageContaining("type: fire");
  }

  /** Where an election timer is pending, which may be another node at each moment. */
  private static boolean isRefusedToAlign(Moment now, AtomicReference<Throwable> refusal) {
    Optional<NodeId> pending =
        now.cluster().spec().members().stream()
            .filter(it -> now.cluster().pendingTimers(it).contains("ELECTION"))
            .findFirst();
    pending
        .map(it -> FaultCommand.parse("align " + it.value() + " ELECTION"))
        .ifPresent(it -> refusal.set(catchThrowable(() -> it.at(now))));
    return pending.isPresent();
  }
}
