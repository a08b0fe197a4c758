package quorate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.spi.NodeId;
import quorate.spi.Property;

/**
 * What a lease does and does not protect from, in virtual time. The ttl is 300 ms, the holder stops
 * after 270, renews every 150; contenders ask every 50 ms; a message takes 1 ms.
 */
class LeaseFaultsTest {

  private static LeaseRun settled(String... typed) {
    return LeaseRun.settled(5, 1, typed);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 49, 74, 100, 149, 150, 151, 152, 160})
  void a_holder_that_crashes_is_replaced_when_its_lease_is_over_and_two_never_lead(int later) {
    LeaseRun run = settled().pass(later);
    NodeId first = run.leader();
    double crashed = run.nowMillis();
    run.type("crash leader").until(() -> !run.state.believers().isEmpty());
    assertThat(run.nowMillis() - crashed).isBetween(150.0, 300.0 + 50 + 2);
    assertThat(run.leader()).isNotEqualTo(first);
    assertThat(run.twoLeadersMillis()).isZero();
    assertThat(run.violations()).isEmpty();
  }

  /** Nobody crashed; but a process that stands still cannot stop in time either. */
  @Test
  void a_holder_that_is_paused_for_longer_than_its_lease_finds_another_when_it_goes_on() {
    LeaseRun run = settled();
    NodeId first = run.leader();
    run.type("pause leader").pass(1000);
    NodeId second = run.leader();
    assertThat(second).isNotEqualTo(first);
    assertThat(run.state.node(first).belief().leads()).as("it believes what it did").isTrue();
    double resumed = run.nowMillis();
    run.type("resume " + first.value()).until(() -> !run.state.node(first).belief().leads());
    assertThat(run.nowMillis()).as("it stops before it does anything").isEqualTo(resumed);
    assertThat(run.twoLeadersMillis()).isZero();
    assertThat(run.violations()).isEmpty();
  }

  @Test
  void a_holder_that_is_paused_for_less_goes_on() {
    LeaseRun run = settled();
    NodeId first = run.leader();
    run.type("pause leader for 100ms").pass(2000);
    assertThat(run.leader()).isEqualTo(first);
  }

  /** Its clients would still reach it: so would all other nodes. */
  @Test
  void a_holder_that_is_cut_off_from_the_manager_alone_stops_by_its_own_timer() {
    LeaseRun run = settled();
    NodeId first = run.leader();
    long before = run.state(first).renewals() + run.state(first).request();
    run.until(() -> run.state(first).request() > before && !run.state(first).waits());
    double renewed = run.nowMillis() - 2; // a round trip ago
    run.type("cut " + first.value() + "-manager");
    run.until(() -> !run.state.node(first).belief().leads());
    assertThat(run.nowMillis()).isCloseTo(renewed + 270, within(1e-6));
    run.until(() -> !run.state.believers().isEmpty());
    assertThat(run.leader()).isNotEqualTo(first);
    assertThat(run.twoLeadersMillis()).isZero();
  }

  @Test
  void while_the_manager_is_down_the_lease_ends_and_nobody_is_granted_another() {
    LeaseRun run = settled();
    run.fresh().type("crash manager").pass(5000);
    assertThat(run.believers()).isEmpty();
    assertThat(run.leaders()).isEmpty();
    run.type("restart manager").pass(1000);
    assertThat(run.believers()).hasSize(1);
    assertThat(run.violations()).isEmpty();
  }

  @Test
  void a_manager_that_restarts_lets_the_holder_go_on() {
    LeaseRun run = settled();
    NodeId first = run.leader();
    run.fresh().type("crash manager").type("restart manager").pass(3000);
    assertThat(run.leader()).isEqualTo(first);
    assertThat(run.leaders()).isEmpty();
  }

  @Test
  void a_manager_that_restarts_waits_one_whole_lease_for_a_holder_that_it_does_not_hear() {
    LeaseRun run = settled();
    run.type("crash leader").pass(140).type("crash manager").type("restart manager");
    double restarted = run.nowMillis();
    run.until(() -> !run.state.believers().isEmpty());
    assertThat(run.nowMillis() - restarted).isBetween(300.0, 300.0 + 50 + 2);
  }

  @Test
  void a_manager_that_forgets_grants_again_while_the_first_lease_runs() {
    LeaseRun run = settled("manager=forgets");
    NodeId first = run.leader();
    run.type("cut " + first.value() + "-manager").type("crash manager").type("restart manager");
    run.pass(1000);
    assertThat(run.twoLeadersMillis()).isBetween(50.0, 270.0);
    assertThat(run.leader()).isNotEqualTo(first);
    assertThat(run.violations()).as("promised under no bound then").isEmpty();
  }

  /** The same with the disk lost, whatever was chosen: the manager takes itself for new. */
  @Test
  void a_manager_without_its_disk_gives_tokens_again_and_the_lost_disk_is_named() {
    LeaseRun run = settled();
    NodeId first = run.leader();
    run.type("cut " + first.value() + "-manager").type("crash manager");
    run.type("restart manager --amnesia").pass(1000);
    assertThat(run.twoLeadersMillis()).isPositive();
    assertThat(run.violations())
        .anySatisfy(
            it -> {
              assertThat(it.promise()).isEqualTo(Property.ONE_LEADER_PER_EPOCH);
              assertThat(it.description()).contains("manager").contains("disk");
            });
  }

  @Test
  void without_compare_and_set_everybody_leads_at_once_each_with_a_token_of_its_own() {
    LeaseRun run = settled("put=unconditional");
    assertThat(run.believers()).hasSize(5);
    run.pass(2000);
    assertThat(run.believers()).as("and they all renew").hasSize(5);
    assertThat(run.violations()).isEmpty();
  }

  @Test
  void a_lease_that_is_counted_from_the_reply_overlaps_by_up_to_the_delay_of_the_reply() {
    assertThat(overlapAfterALateReply("count-from=reply")).isBetween(40.0, 80.0);
    assertThat(overlapAfterALateReply("count-from=send")).isZero();
  }

  /** The last renewal of a holder is confirmed 80 ms late, and then it is cut off. */
  private static double overlapAfterALateReply(String counting) {
    LeaseRun run = settled(counting, "margin=0ms", "retry=10ms");
    NodeId first = run.leader();
    run.type("delay 80ms manager->" + first.value());
    long before = run.state(first).request();
    run.until(() -> run.state(first).request() > before);
    run.until(() -> !run.state(first).waits());
    run.type("cut " + first.value() + "-manager").pass(1000);
    assertThat(run.leader()).isNotEqualTo(first);
    return run.twoLeadersMillis();
  }

  @Test
  void a_holder_that_resigns_is_replaced_at_the_next_poll() {
    LeaseRun run = settled();
    double resigned = run.nowMillis();
    run.fresh().type("resign leader").until(() -> !run.leaders().isEmpty());
    assertThat(run.nowMillis() - resigned).isLessThan(50 + 3);
    assertThat(run.twoLeadersMillis()).isZero();
  }

  @Test
  void a_holder_that_crashes_and_is_back_is_granted_the_lease_again_at_once() {
    LeaseRun run = settled();
    NodeId first = run.leader();
    long token = run.state(first).token();
    run.type("crash leader").type("restart " + first.value()).pass(20);
    assertThat(run.leader()).isEqualTo(first);
    assertThat(run.state(first).token()).isEqualTo(token + 1);
    assertThat(run.holder()).contains(first);
  }
}
