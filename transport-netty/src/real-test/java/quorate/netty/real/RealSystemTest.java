package quorate.netty.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.FaultCommand;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.NodeId;
import quorate.spi.Timing;

/** What holds of every real system: the module whose tests these are has exactly one. */
@Tag("tcp")
class RealSystemTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final RealSystem system = RealSystems.load().all().get(0);
  private ObservedCluster cluster;
  private Outcome started;

  @BeforeEach
  void start() throws InterruptedException {
    assumeTrue(system.missing().isEmpty(), () -> system.missing().get());
    start(Map.of());
  }

  private void start(Map<String, String> options) throws InterruptedException {
    cluster =
        new ObservedCluster(
            RealCluster.create(
                new ClusterSpec(system.name(), system, 3, Timing.DEFAULT, options, 1)));
    started = cluster.follow(LiveCluster::startAll).await(LONG);
  }

  @AfterEach
  void nothing_is_left() {
    if (cluster != null) {
      List<Violation> violations = cluster.violations();
      cluster.close();
      assertThat(ProcessHandle.current().children()).isEmpty();
      assertThat(violations).isEmpty();
    }
  }

  private Outcome after(String fault) throws InterruptedException {
    return cluster.inject(FaultCommand.parse(List.of(fault.split(" ")))).following().await(LONG);
  }

  private static NodeId leader(Outcome outcome) {
    assertThat(outcome.unsettledBecause()).isEmpty();
    return outcome.leader().orElseThrow();
  }

  private static long epoch(Outcome outcome) {
    return outcome.leaders().get(0).epoch().orElseThrow();
  }

  @Test
  void contenders_agree_on_one_leader_and_its_token() {
    assertThat(leader(started).isMember()).isTrue();
    assertThat(started.leaders()).hasSize(1);
    assertThat(epoch(started)).isNotNegative();
  }

  @Test
  void messages_and_timers_of_a_real_system_are_not_made_up() throws InterruptedException {
    after("crash leader");
    List<TraceEvent> events = cluster.call(now -> now.trace().events());
    assertThat(events).isNotEmpty();
    assertThat(events).noneMatch(it -> it instanceof OfMessage || it instanceof TimerSet);
  }

  @Test
  void another_leads_with_a_higher_token_when_the_leader_crashes() throws InterruptedException {
    Outcome crashed = after("crash leader");
    assertThat(leader(crashed)).isNotEqualTo(leader(started));
    assertThat(epoch(crashed)).isGreaterThan(epoch(started));
    assertThat(crashed.timesTwoLeaders()).isZero();
    Outcome restarted = after("restart all");
    assertThat(leader(restarted)).isEqualTo(leader(crashed));
  }

  @Test
  void a_paused_leader_is_overtaken_and_follows_when_it_goes_on() throws InterruptedException {
    Outcome paused = after("pause leader");
    assertThat(leader(paused)).isNotEqualTo(leader(started));
    Outcome resumed = after("resume all");
    assertThat(leader(resumed)).isEqualTo(leader(paused));
    assertThat(resumed.leaders()).hasSize(1);
  }

  @Test
  void a_leader_that_is_cut_off_stops_before_another_leads() throws InterruptedException {
    Outcome cut = after("cut leader-manager");
    assertThat(leader(cut)).isNotEqualTo(leader(started));
    assertThat(cut.timesTwoLeaders()).isZero();
    Outcome healed = after("heal");
    assertThat(leader(healed)).isEqualTo(leader(cut));
  }

  @Test
  void a_leader_that_resigns_takes_part_in_the_next_election() throws InterruptedException {
    NodeId first = leader(started);
    assertThat(leader(after("resign leader"))).isNotEqualTo(first);
    after("resign leader");
    assertThat(leader(after("resign leader"))).isEqualTo(first);
  }

  @Test
  void servers_that_were_killed_come_back_with_what_they_had_saved() throws InterruptedException {
    assertThat(after("crash manager").unsettledBecause().orElseThrow()).contains("manager is down");
    Outcome restarted = after("restart manager");
    assertThat(leader(restarted).isMember()).isTrue();
    assertThat(epoch(restarted)).isGreaterThanOrEqualTo(epoch(started));
  }

  @Test
  void three_servers_serve_as_one_does() throws InterruptedException {
    cluster.close();
    start(Map.of("servers", "3"));
    assertThat(leader(after("crash leader"))).isNotEqualTo(leader(started));
  }

  @ParameterizedTest
  @ValueSource(strings = {"delay 5ms", "drift 1 1.05", "restart 1 --amnesia", "pause manager"})
  void what_cannot_be_done_to_it_is_refused_in_one_line(String fault) {
    assertThatThrownBy(() -> after(fault))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(system.name())
        .hasMessageContaining("type: ")
        .hasMessageNotContaining("\n");
  }
}
