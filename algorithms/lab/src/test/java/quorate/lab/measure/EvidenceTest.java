package quorate.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.HandMade;
import quorate.lab.measure.Evidence.Span;
import quorate.lab.trace.TraceEvent;
import quorate.spi.Property;

/** Each figure of an outcome names the events that it comes from. A heartbeat is 50 ms. */
class EvidenceTest {

  private static final long MILLI = 1_000_000;

  private final HandMade t = new HandMade(Flock.of(5, Property.LEADER_HAS_MAJORITY), true);

  @BeforeEach
  void a_leader_leads() {
    t.leads(1, 1);
    for (int node = 2; node <= 5; node++) {
      t.follows(node, 1, 1);
    }
    t.at(1000);
  }

  private Outcome outcome(ConvergenceTracker settling) {
    return settling.outcome(t.now(), "the time is over");
  }

  private static Span millis(long from, long to) {
    return new Span(from * MILLI, to * MILLI);
  }

  @Test
  void moments_name_the_events_at_which_they_came() {
    ConvergenceTracker settling = t.fault();
    t.fault("crash n1");
    long fault = t.trace.last();
    t.crash(1);
    TraceEvent begins = t.at(1150).stands(3, 2);
    TraceEvent again = t.at(1155).stands(4, 3);
    TraceEvent leads = t.at(1160).leads(4, 3);
    t.at(1164).follows(2, 4, 3);
    TraceEvent majority = t.at(1165).follows(3, 4, 3);
    TraceEvent last = t.at(1170).follows(5, 4, 3);
    t.at(1320);
    Evidence evidence = outcome(settling).evidence();
    assertThat(evidence.fault()).isEqualTo(fault);
    assertThat(evidence.fromFirstNode()).isFalse();
    assertThat(evidence.rounds()).containsExactly(begins.number(), again.number());
    assertThat(evidence.elected()).hasValue(leads.number());
    assertThat(evidence.majority()).hasValue(majority.number());
    assertThat(evidence.converged()).hasValue(last.number());
    assertThat(evidence.leaderless()).containsExactly(millis(0, 165));
    assertThat(evidence.twoLeaders()).isEmpty();
  }

  @Test
  void what_was_so_already_is_older_than_the_fault() {
    ConvergenceTracker settling = t.fault();
    t.fault("heal");
    t.at(2000);
    Outcome outcome = outcome(settling);
    assertThat(outcome.settled()).isTrue();
    assertThat(outcome.converged()).hasValue(0);
    Evidence evidence = outcome.evidence();
    assertThat(evidence.converged().orElseThrow()).isLessThan(evidence.fault());
    assertThat(evidence.majority().orElseThrow()).isLessThan(evidence.fault());
    assertThat(evidence.elected()).as("nobody was").isEmpty();
    assertThat(evidence.rounds()).isEmpty();
    assertThat(evidence.leaderless()).isEmpty();
  }

  @Test
  void two_leaders_are_two_from_when_the_second_comes_until_the_first_goes() {
    ConvergenceTracker settling = t.fault();
    t.cut("1-2", "1-3", "1-4", "1-5");
    t.at(1150).stands(3, 2);
    t.at(1160).leads(3, 2);
    t.at(1162).follows(2, 3, 2);
    t.follows(4, 3, 2);
    t.follows(5, 3, 2);
    t.at(1250).cut();
    t.at(1260).follows(1, 3, 2);
    t.at(2000);
    Outcome outcome = outcome(settling);
    assertThat(outcome.evidence().twoLeaders()).containsExactly(millis(160, 260));
    assertThat(outcome.twoLeadersNanos()).isEqualTo(100 * MILLI);
  }

  @Test
  void moments_are_counted_from_the_fault_and_not_from_when_somebody_began_to_prepare_it() {
    ConvergenceTracker settling = t.fault();
    t.at(1007).fault("crash n1");
    t.crash(1);
    t.at(1150).stands(3, 2);
    t.at(1160).leads(3, 2);
    for (int node : new int[] {2, 4, 5}) {
      t.follows(node, 3, 2);
    }
    t.at(2000);
    Outcome outcome = outcome(settling);
    assertThat(outcome.detected()).hasValue(143 * MILLI);
    assertThat(outcome.converged()).hasValue(153 * MILLI);
    assertThat(outcome.leaderlessNanos()).isEqualTo(153 * MILLI);
    assertThat(outcome.evidence().leaderless()).containsExactly(millis(0, 153));
  }

  @Test
  void what_was_so_before_a_slow_fault_is_so_from_its_moment_on() {
    ConvergenceTracker settling = t.fault();
    t.at(1007).fault("heal");
    t.at(2000);
    assertThat(outcome(settling).converged()).hasValue(0);
    assertThat(outcome(settling).majority()).hasValue(0);
  }
}
