package quorate.lab.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.Flock.Memory;
import quorate.lab.HandMade;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.SaveLost;
import quorate.spi.Property;

class InvariantsTest {

  private static HandMade promising(Property... promises) {
    return new HandMade(Flock.of(3, promises), true);
  }

  private static Invariants watch(HandMade t) {
    Invariants invariants = new Invariants(t.spec, t.trace);
    t.trace.observe(invariants);
    return invariants;
  }

  @Test
  void two_leaders_in_one_epoch_are_a_violation_that_names_nodes_epoch_times_and_seed() {
    HandMade t = promising(Property.ONE_LEADER_PER_EPOCH);
    Invariants invariants = watch(t);
    t.at(10).leads(1, 4);
    t.at(15).follows(1, 2, 5);
    t.at(20).leads(2, 4);
    assertThat(invariants.violations()).hasSize(1);
    Violation violation = invariants.violations().get(0);
    assertThat(violation.promise()).isEqualTo(Property.ONE_LEADER_PER_EPOCH);
    assertThat(violation.description())
        .isEqualTo("two leaders in epoch 4: n1 since 10.0 ms, n2 since 20.0 ms (flock, seed 7)");
    assertThat(violation.chains()).hasSize(2);
  }

  @Test
  void two_believers_in_different_epochs_are_none() {
    HandMade t = promising(Property.ONE_LEADER_PER_EPOCH);
    Invariants invariants = watch(t);
    t.leads(1, 4);
    t.leads(2, 5);
    t.leads(1, 4);
    assertThat(invariants.violations()).isEmpty();
  }

  @Test
  void an_epoch_that_goes_down_is_a_violation_even_across_a_crash() {
    HandMade t = promising(Property.EPOCH_NEVER_DECREASES);
    Invariants invariants = watch(t);
    t.at(10).stands(1, 4);
    t.at(20).crash(1).up(1);
    assertThat(invariants.violations()).as("a new process believes nothing").isEmpty();
    t.at(30).stands(1, 3);
    assertThat(invariants.violations()).hasSize(1);
    assertThat(invariants.violations().get(0).description())
        .startsWith("n1 went back from epoch 4 (at 10.0 ms) to 3 (at 30.0 ms)");
  }

  @Test
  void an_epoch_that_was_never_saved_may_be_lost_with_the_machine() {
    HandMade t = promising(Property.EPOCH_NEVER_DECREASES);
    Invariants invariants = watch(t);
    t.at(10).stands(1, 4);
    TraceEvent saving = t.trace.write(0, at -> new Persisted(at, HandMade.n(1), new Memory(5)));
    t.stands(1, 5);
    t.stands(1, 6);
    t.at(20).crash(1);
    t.trace.write(saving.number(), at -> new SaveLost(at, HandMade.n(1), new Memory(5)));
    t.up(1).at(30).stands(1, 4);
    assertThat(invariants.violations()).isEmpty();
    t.at(40).stands(1, 3);
    assertThat(invariants.violations())
        .extracting(Violation::description)
        .singleElement()
        .asString()
        .startsWith("n1 went back from epoch 4 (at 30.0 ms) to 3 (at 40.0 ms)");
  }

  @Test
  void an_office_that_rests_on_a_lost_save_was_never_held() {
    HandMade t = promising(Property.ONE_LEADER_PER_EPOCH);
    Invariants invariants = watch(t);
    t.at(10).leads(1, 4);
    TraceEvent saving = t.trace.write(0, at -> new Persisted(at, HandMade.n(1), new Memory(5)));
    t.at(20).leads(1, 5);
    t.crash(1);
    t.trace.write(saving.number(), at -> new SaveLost(at, HandMade.n(1), new Memory(5)));
    t.at(30).leads(2, 5);
    assertThat(invariants.violations()).isEmpty();
    t.at(40).leads(2, 4);
    assertThat(invariants.violations()).as("the office before was held").hasSize(1);
  }

  @Test
  void what_is_not_promised_is_not_checked() {
    HandMade t = promising();
    Invariants invariants = watch(t);
    t.leads(1, 4);
    t.leads(2, 4);
    t.stands(2, 1);
    assertThat(invariants.violations()).isEmpty();
  }
}
