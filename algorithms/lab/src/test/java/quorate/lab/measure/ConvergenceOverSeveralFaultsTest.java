package quorate.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.lab.HandMade.n;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.Flock.Honk;
import quorate.lab.HandMade;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Property;

/** n1 leads three nodes, and several things are done to them from 1000 ms on. */
class ConvergenceOverSeveralFaultsTest {

  private final HandMade t = new HandMade(Flock.of(3, Property.LEADER_HAS_MAJORITY), true);
  private final AtomicBoolean moreToCome = new AtomicBoolean(true);
  private ConvergenceTracker settling;

  @BeforeEach
  void n1_leads() {
    follow(1, 1);
    t.at(1000);
    settling = t.faults(moreToCome::get);
    t.fault("crash n1").crash(1);
  }

  private void follow(int leader, long epoch) {
    for (int node = 1; node <= 3; node++) {
      if (node == leader) {
        t.leads(node, epoch);
      } else if (t.state.node(n(node)).up()) {
        t.follows(node, leader, epoch);
      }
    }
  }

  private Outcome outcome() {
    return settling.outcome(t.now(), "the time is over");
  }

  private static OptionalLong millis(long millis) {
    return OptionalLong.of(millis * 1_000_000);
  }

  @Test
  void nothing_is_settled_while_more_is_to_come() {
    t.at(1100);
    follow(2, 2);
    assertThat(settling.isSettled(t.at(5000).now())).isFalse();
    moreToCome.set(false);
    assertThat(settling.isSettled(t.now())).isTrue();
  }

  @Test
  void an_agreement_must_hold_after_the_last_fault_too() {
    t.at(1100);
    follow(2, 2);
    t.at(5000).fault("heal");
    moreToCome.set(false);
    assertThat(settling.isSettled(t.at(5449).now())).as("a timeout and three beats").isFalse();
    assertThat(settling.isSettled(t.at(5450).now())).isTrue();
    assertThat(outcome().converged()).isEqualTo(millis(100));
  }

  @Test
  void a_message_that_arrives_after_the_next_fault_arrives_once() {
    t.at(1100);
    Sent slow = t.send(2, 3, new Honk(2));
    follow(2, 2);
    t.at(3000).fault("heal");
    t.at(3010).deliver(slow);
    moreToCome.set(false);
    t.at(5000);
    assertThat(outcome().messages().heartbeatsApart().delivered()).isEqualTo(1);
  }

  @Test
  void converged_is_the_first_lasting_agreement_on_the_leader_of_the_end() {
    t.at(1100);
    follow(2, 2);
    t.at(3000).fault("restart n1").up(1);
    moreToCome.set(false);
    t.at(3020).follows(1, 2, 2);
    t.at(3170);
    Outcome outcome = outcome();
    assertThat(outcome.settled()).isTrue();
    assertThat(outcome.converged()).isEqualTo(millis(100));
    assertThat(outcome.newLeaders()).isEqualTo(1);
  }

  @Test
  void an_agreement_on_somebody_else_does_not_count_however_long_it_lasted() {
    t.at(1100);
    follow(2, 2);
    t.at(3000).fault("restart n1").up(1);
    moreToCome.set(false);
    t.at(3100);
    follow(3, 3);
    t.at(3300);
    Outcome outcome = outcome();
    assertThat(outcome.leader()).contains(n(3));
    assertThat(outcome.converged()).isEqualTo(millis(2100));
    assertThat(outcome.newLeaders()).isEqualTo(2);
  }

  @Test
  void an_agreement_that_did_not_last_does_not_count_though_the_leader_is_the_same() {
    t.at(1100);
    follow(2, 2);
    t.at(1200).fault("cut n2-n3").cut("2-3");
    t.at(1300).fault("heal").cut();
    moreToCome.set(false);
    t.at(1750);
    assertThat(outcome().converged()).isEqualTo(millis(300));
  }

  @Test
  void two_leaders_count_even_if_they_are_two_for_no_time() {
    t.at(1100);
    follow(2, 2);
    t.at(3000).fault("restart n1").up(1);
    t.leads(1, 1);
    t.follows(1, 2, 2);
    moreToCome.set(false);
    t.at(3200);
    assertThat(outcome().twoLeadersNanos()).isZero();
    assertThat(outcome().timesTwoLeaders()).isEqualTo(1);
  }
}
