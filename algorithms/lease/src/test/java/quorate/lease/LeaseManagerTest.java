package quorate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.lease.LeaseFixture.manager;
import static quorate.lease.LeaseFixture.n;
import static quorate.lease.LeaseFixture.receive;
import static quorate.lease.LeaseFixture.request;
import static quorate.lease.LeaseFixture.start;

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
import quorate.spi.Message;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.Persist;
import quorate.testkit.RecordedEffects.Send;

/** The rules of the manager, one by one. */
class LeaseManagerTest {

  private static final TimeRange TTL = TimeRange.fixed(Duration.ofMillis(300));

  private static LeaseManager fresh(String... typed) {
    LeaseManager manager = manager(null, typed);
    start(manager);
    return manager;
  }

  /** One that granted token 1 to node 1. */
  private static LeaseManager granting(String... typed) {
    LeaseManager manager = fresh(typed);
    receive(manager, 1, acquire(1));
    return manager;
  }

  private static Acquire acquire(long number) {
    return new Acquire(request(number), 0, 0);
  }

  private static Message answer(RecordedEffects out, int to) {
    return out.sentTo(n(to)).get(0);
  }

  private static void expire(LeaseManager manager) {
    RecordedEffects.of(out -> manager.onTimer(LeaseManager.EXPIRY, out));
  }

  @Test
  void the_token_is_on_the_disk_before_the_grant_leaves() {
    RecordedEffects out = receive(fresh(), 1, acquire(1));
    ManagerState granted = new ManagerState(1, n(1), request(1), 0);
    assertThat(out.deeds())
        .containsSubsequence(new Persist(granted), new Send(n(1), new Granted(request(1), 1)));
    assertThat(out.delayOf(LeaseManager.EXPIRY)).contains(TTL);
  }

  @Test
  void while_somebody_holds_the_lease_others_are_denied_and_told_who() {
    LeaseManager manager = granting();
    RecordedEffects out = receive(manager, 2, acquire(1));
    assertThat(answer(out, 2)).isEqualTo(new Denied(request(1), n(1), 1, 0));
    assertThat(out.refusals()).containsExactly(LeaseManager.LEASE_HELD);
    assertThat(out.touched(LeaseManager.EXPIRY)).isFalse();
  }

  @Test
  void a_poll_by_a_follower_of_the_holder_finds_it_unchanged() {
    RecordedEffects out = receive(granting(), 2, new Poll(request(1), 1));
    assertThat(answer(out, 2)).isEqualTo(new Held(request(1), n(1), 1, 0));
    assertThat(out.refusals()).isEmpty();
  }

  @Test
  void every_grant_has_a_higher_token() {
    LeaseManager manager = granting();
    expire(manager);
    assertThat(answer(receive(manager, 2, new Poll(request(5), 1)), 2))
        .isEqualTo(new Granted(request(5), 2));
    receive(manager, 2, new Release(2));
    assertThat(answer(receive(manager, 2, acquire(6)), 2)).isEqualTo(new Granted(request(6), 3));
  }

  @Test
  void a_renewal_starts_the_time_to_live_again_and_a_repeated_one_does_not() {
    LeaseManager manager = granting();
    RecordedEffects out = receive(manager, 1, new Renew(request(2), 1));
    assertThat(answer(out, 1)).isEqualTo(new Renewed(request(2), 1));
    assertThat(out.delayOf(LeaseManager.EXPIRY)).contains(TTL);
    RecordedEffects again = receive(manager, 1, new Renew(request(2), 1));
    assertThat(answer(again, 1)).isEqualTo(new Renewed(request(2), 1));
    assertThat(again.touched(LeaseManager.EXPIRY)).isFalse();
    assertThat(receive(manager, 1, acquire(1)).ignored()).as("an older request").isTrue();
  }

  @Test
  void a_request_that_was_granted_gets_the_same_grant_again() {
    RecordedEffects out = receive(granting(), 1, acquire(1));
    assertThat(answer(out, 1)).isEqualTo(new Granted(request(1), 1));
    assertThat(out.saved()).isEmpty();
    assertThat(out.touched(LeaseManager.EXPIRY)).isFalse();
  }

  @Test
  void a_holder_that_asks_again_holds_nothing_any_more_and_gets_another_token() {
    LeaseManager manager = granting();
    assertThat(answer(receive(manager, 1, acquire(2)), 1)).isEqualTo(new Granted(request(2), 2));
    Request ofNextLife = new Request(2, 1);
    assertThat(answer(receive(manager, 1, new Acquire(ofNextLife, 0, 0)), 1))
        .isEqualTo(new Granted(ofNextLife, 3));
  }

  @Test
  void a_lease_that_is_over_cannot_be_renewed() {
    LeaseManager manager = granting();
    expire(manager);
    RecordedEffects out = receive(manager, 1, new Renew(request(2), 1));
    assertThat(answer(out, 1)).isEqualTo(new Denied(request(2), null, 1, 0));
    assertThat(out.refusals()).containsExactly(LeaseManager.NOT_THE_HOLDER);
  }

  @Test
  void the_release_of_an_older_lease_frees_nothing() {
    LeaseManager manager = granting();
    receive(manager, 1, acquire(2));
    assertThat(receive(manager, 1, new Release(1)).ignored()).isTrue();
    assertThat(receive(manager, 2, new Release(2)).ignored()).isTrue();
    assertThat(answer(receive(manager, 2, acquire(1)), 2)).isInstanceOf(Denied.class);
  }

  @Test
  void a_manager_that_restarts_waits_one_whole_lease_before_it_grants_to_another() {
    LeaseManager manager = manager(new ManagerState(4, n(1), request(1), 0));
    assertThat(start(manager).delayOf(LeaseManager.EXPIRY)).contains(TTL);
    assertThat(answer(receive(manager, 2, acquire(1)), 2))
        .isEqualTo(new Denied(request(1), n(1), 4, 0));
    expire(manager);
    assertThat(answer(receive(manager, 2, acquire(2)), 2)).isEqualTo(new Granted(request(2), 5));
  }

  @Test
  void the_holder_of_the_newest_token_can_renew_although_the_manager_restarted() {
    LeaseManager manager = manager(new ManagerState(4, n(1), request(1), 0));
    start(manager);
    assertThat(answer(receive(manager, 1, new Renew(request(9), 4)), 1))
        .isEqualTo(new Renewed(request(9), 4));
  }

  @Test
  void a_manager_that_forgets_grants_at_once_and_still_knows_its_tokens() {
    LeaseManager manager = manager(new ManagerState(4, n(1), request(1), 0), "manager=forgets");
    start(manager);
    assertThat(answer(receive(manager, 2, acquire(1)), 2)).isEqualTo(new Granted(request(1), 5));
  }

  @Test
  void without_compare_and_set_everybody_is_granted_the_lease_and_can_renew() {
    LeaseManager manager = granting("put=unconditional");
    assertThat(answer(receive(manager, 2, acquire(1)), 2)).isEqualTo(new Granted(request(1), 2));
    assertThat(answer(receive(manager, 1, new Renew(request(2), 1)), 1))
        .isEqualTo(new Renewed(request(2), 1));
  }

  @Test
  void where_contenders_count_it_grants_to_one_that_saw_the_last_renewal_and_no_other() {
    LeaseManager manager = granting("frees=contenders");
    RecordedEffects renewal = receive(manager, 1, new Renew(request(2), 1));
    assertThat(renewal.saved()).contains(new ManagerState(1, n(1), request(1), 1));
    assertThat(renewal.touched(LeaseManager.EXPIRY)).isFalse();
    assertThat(answer(receive(manager, 2, new Acquire(request(1), 1, 0)), 2))
        .isEqualTo(new Denied(request(1), n(1), 1, 1));
    assertThat(answer(receive(manager, 2, new Acquire(request(2), 1, 1)), 2))
        .isEqualTo(new Granted(request(2), 2));
  }

  @Test
  void it_believes_what_it_granted_and_never_leads() {
    LeaseManager manager = granting();
    assertThat(manager.belief().leader()).contains(n(1));
    assertThat(manager.belief().epoch()).hasValue(1);
    expire(manager);
    assertThat(manager.belief().leader()).isEmpty();
    assertThat(manager.belief().leads()).isFalse();
  }

  @Test
  void what_only_a_contender_has_rules_for_is_refused() {
    assertThatThrownBy(() -> receive(fresh(), 1, new Granted(request(1), 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RecordedEffects.of(out -> fresh().onTimer(new Timer("RETRY"), out)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
