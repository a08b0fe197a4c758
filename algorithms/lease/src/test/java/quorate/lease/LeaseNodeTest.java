package quorate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.lease.LeaseFixture.contender;
import static quorate.lease.LeaseFixture.expire;
import static quorate.lease.LeaseFixture.n;
import static quorate.lease.LeaseFixture.receive;
import static quorate.lease.LeaseFixture.request;
import static quorate.lease.LeaseFixture.start;
import static quorate.lease.LeaseFixture.state;
import static quorate.spi.NodeId.MANAGER;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import quorate.lease.LeaseMessage.Acquire;
import quorate.lease.LeaseMessage.Denied;
import quorate.lease.LeaseMessage.Granted;
import quorate.lease.LeaseMessage.Held;
import quorate.lease.LeaseMessage.Poll;
import quorate.lease.LeaseMessage.Release;
import quorate.lease.LeaseMessage.Renew;
import quorate.lease.LeaseMessage.Renewed;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.Persist;
import quorate.testkit.RecordedEffects.Send;

/** The rules of a contender, one by one; the ttl is 300 ms, the margin 30, a renewal after 150. */
class LeaseNodeTest {

  private static final TimeRange HOLDER_TIME = TimeRange.fixed(Duration.ofMillis(270));

  private static LeaseNode holder(String... typed) {
    LeaseNode node = contender(typed);
    start(node);
    receive(node, new Granted(request(1), 7));
    return node;
  }

  private static LeaseNode follower(String... typed) {
    LeaseNode node = contender(typed);
    start(node);
    receive(node, new Denied(request(1), n(2), 7, 0));
    return node;
  }

  @Test
  void a_contender_that_starts_saves_which_life_it_is_and_then_asks() {
    RecordedEffects out = start(contender());
    assertThat(out.deeds().get(0)).isEqualTo(new Persist(new LeaseState(1)));
    assertThat(out.sentTo(MANAGER)).containsExactly(new Acquire(request(1), 0, 0));
  }

  @Test
  void the_timer_that_ends_the_lease_is_started_when_the_request_is_sent() {
    LeaseNode node = contender();
    assertThat(start(node).delayOf(LeaseNode.LEASE_B)).contains(HOLDER_TIME);
    RecordedEffects granted = receive(node, new Granted(request(1), 7));
    assertThat(node.belief().leads()).isTrue();
    assertThat(node.belief().epoch()).hasValue(7);
    assertThat(granted.touched(LeaseNode.LEASE_B)).as("the reply does not start it").isFalse();
    expire(node, LeaseNode.LEASE_B);
    assertThat(node.belief().leads()).isFalse();
  }

  @Test
  void counted_from_the_reply_it_is_started_by_the_reply() {
    LeaseNode node = contender("count-from=reply");
    assertThat(start(node).touched(LeaseNode.LEASE_B)).isFalse();
    RecordedEffects granted = receive(node, new Granted(request(1), 7));
    assertThat(granted.delayOf(LeaseNode.LEASE_B)).contains(HOLDER_TIME);
  }

  @Test
  void a_renewal_that_is_not_confirmed_extends_nothing() {
    LeaseNode node = holder();
    RecordedEffects renewing = expire(node, LeaseNode.RENEW);
    assertThat(renewing.sentTo(MANAGER)).containsExactly(new Renew(request(2), 7));
    assertThat(renewing.delayOf(LeaseNode.LEASE_A)).contains(HOLDER_TIME);
    assertThat(renewing.touched(LeaseNode.LEASE_B)).as("the lease that it has").isFalse();
    RecordedEffects over = expire(node, LeaseNode.LEASE_B);
    assertThat(over.explanations()).contains("no later one was confirmed");
    assertThat(over.sentTo(MANAGER)).containsExactly(new Acquire(request(3), 0, 0));
    receive(node, new Renewed(request(2), 7));
    assertThat(node.belief().leads()).as("the confirmation comes too late").isFalse();
  }

  @Test
  void a_confirmed_renewal_counts_from_when_it_was_sent() {
    LeaseNode node = holder();
    expire(node, LeaseNode.RENEW);
    RecordedEffects confirmed = receive(node, new Renewed(request(2), 7));
    assertThat(confirmed.touched(LeaseNode.LEASE_A)).as("started when sent").isFalse();
    assertThat(state(node).lease()).isEqualTo("LEASE_A");
    expire(node, LeaseNode.LEASE_A);
    assertThat(node.belief().leads()).isFalse();
  }

  @Test
  void a_renewal_that_is_sent_again_keeps_its_number_and_its_timer() {
    LeaseNode node = holder();
    expire(node, LeaseNode.RENEW);
    RecordedEffects again = expire(node, LeaseNode.RETRY);
    assertThat(again.sentTo(MANAGER)).containsExactly(new Renew(request(2), 7));
    assertThat(again.touched(LeaseNode.LEASE_A)).isFalse();
    assertThat(again.touched(LeaseNode.LEASE_B)).isFalse();
  }

  /** A person lets it expire; then no timer may stand for the lease that is held but its own. */
  @Test
  void a_renewal_after_one_that_is_void_leaves_the_lease_that_is_held_alone() {
    LeaseNode node = holder();
    expire(node, LeaseNode.RENEW);
    expire(node, LeaseNode.LEASE_A);
    assertThat(node.belief().leads()).isTrue();
    RecordedEffects next = expire(node, LeaseNode.RETRY);
    assertThat(next.sentTo(MANAGER)).containsExactly(new Renew(request(3), 7));
    assertThat(next.touched(LeaseNode.LEASE_B)).isFalse();
  }

  @Test
  void an_answer_that_comes_after_its_lease_would_have_ended_is_ignored() {
    LeaseNode node = contender();
    start(node);
    expire(node, LeaseNode.LEASE_B);
    assertThat(receive(node, new Granted(request(1), 7)).ignored()).isTrue();
    assertThat(node.belief().leads()).isFalse();
  }

  @Test
  void an_answer_to_another_request_or_of_an_earlier_life_is_ignored() {
    LeaseNode node = contender();
    start(node);
    assertThat(receive(node, new Granted(request(2), 7)).ignored()).isTrue();
    assertThat(receive(node, new Granted(new Request(0, 1), 7)).ignored()).isTrue();
    receive(node, new Granted(request(1), 7));
    assertThat(receive(node, new Denied(request(1), n(2), 8, 0)).ignored()).isTrue();
    assertThat(node.belief().leads()).isTrue();
  }

  @Test
  void a_grant_that_comes_late_is_renewed_at_once() {
    LeaseNode node = contender();
    start(node);
    expire(node, LeaseNode.RENEW);
    assertThat(receive(node, new Granted(request(1), 7)).sentTo(MANAGER))
        .containsExactly(new Renew(request(2), 7));
  }

  @Test
  void a_contender_that_is_denied_follows_the_holder_in_its_token() {
    LeaseNode node = follower();
    assertThat(node.belief().role()).isEqualTo(Role.FOLLOWER);
    assertThat(node.belief().leader()).contains(n(2));
    assertThat(node.belief().epoch()).hasValue(7);
    assertThat(expire(node, LeaseNode.RETRY).sentTo(MANAGER))
        .containsExactly(new Poll(request(2), 7));
  }

  /** Contenders that start together would ask together for ever. */
  @Test
  void its_first_poll_comes_at_any_moment_of_an_interval_and_the_next_an_interval_later() {
    LeaseNode node = contender();
    start(node);
    RecordedEffects denied = receive(node, new Denied(request(1), n(2), 7, 0));
    assertThat(denied.delayOf(LeaseNode.RETRY)).contains(TimeRange.ofMillis(0, 50));
    assertThat(expire(node, LeaseNode.RETRY).delayOf(LeaseNode.RETRY))
        .contains(TimeRange.ofMillis(50, 50));
    assertThat(receive(node, new Held(request(2), n(2), 7, 1)).touched(LeaseNode.RETRY)).isFalse();
  }

  @Test
  void a_follower_that_hears_nothing_for_a_whole_lease_knows_of_no_holder() {
    LeaseNode node = follower();
    expire(node, LeaseNode.LAPSE);
    assertThat(node.belief().role()).isEqualTo(Role.CANDIDATE);
    assertThat(node.belief().leader()).isEmpty();
    assertThat(expire(node, LeaseNode.RETRY).sentTo(MANAGER))
        .containsExactly(new Acquire(request(2), 7, 0));
  }

  @Test
  void where_contenders_count_only_a_renewal_shows_that_the_holder_is_there() {
    LeaseNode node = follower("frees=contenders");
    expire(node, LeaseNode.RETRY);
    RecordedEffects same = receive(node, new Held(request(2), n(2), 7, 0));
    assertThat(same.touched(LeaseNode.LAPSE)).isFalse();
    expire(node, LeaseNode.RETRY);
    RecordedEffects renewed = receive(node, new Held(request(3), n(2), 7, 1));
    assertThat(renewed.delayOf(LeaseNode.LAPSE)).isPresent();
    expire(node, LeaseNode.LAPSE);
    assertThat(expire(node, LeaseNode.RETRY).sentTo(MANAGER))
        .containsExactly(new Acquire(request(4), 7, 1));
  }

  @Test
  void a_holder_whose_renewal_is_denied_stops_at_once() {
    LeaseNode node = holder();
    expire(node, LeaseNode.RENEW);
    RecordedEffects denied = receive(node, new Denied(request(2), n(3), 8, 0));
    assertThat(node.belief().leads()).isFalse();
    assertThat(node.belief().leader()).contains(n(3));
    assertThat(denied.touched(LeaseNode.LEASE_B)).isTrue();
  }

  @Test
  void a_holder_that_resigns_stops_before_it_gives_the_lease_back() {
    LeaseNode node = holder();
    RecordedEffects out = RecordedEffects.of(node::onResign);
    assertThat(node.belief().leads()).isFalse();
    assertThat(out.all(Send.class)).containsExactly(new Send(MANAGER, new Release(7)));
    assertThat(out.touched(LeaseNode.LEASE_B)).isTrue();
  }

  @Test
  void what_only_a_manager_has_rules_for_is_refused() {
    assertThatThrownBy(() -> receive(contender(), new Release(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> expire(contender(), new Timer("EXPIRY")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
