package quorate.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.HandMade;
import quorate.lab.measure.Availability.Figures;
import quorate.spi.Property;

/** On traces written by hand; n1 leads epoch 1 of five nodes, and looking begins at 1000 ms. */
class AvailabilityTest {

  private final HandMade t = new HandMade(Flock.of(5, Property.LEADER_HAS_MAJORITY), true);

  private Availability begin() {
    t.leads(1, 1);
    for (int node = 2; node <= 5; node++) {
      t.follows(node, 1, 1);
    }
    t.at(1000);
    Availability availability = new Availability(t.spec, t.state, t.trace);
    t.trace.observe(availability);
    return availability;
  }

  private Figures until(long millis, Availability availability) {
    t.at(millis);
    return availability.until(t.now());
  }

  @Test
  void where_nothing_happens_all_time_is_served() {
    Figures figures = until(3000, begin());
    assertThat(figures)
        .isEqualTo(new Figures(2_000_000_000L, 0, 0, 2_000_000_000L, 2_000_000_000L, 0, 0, 0));
    assertThat(figures.served()).isEqualTo(1);
  }

  @Test
  void no_time_at_all_is_served() {
    assertThat(until(1000, begin()).served()).isEqualTo(1);
    assertThat(until(1000, begin()).connected()).isEqualTo(1);
  }

  @Test
  void a_leader_serves_while_a_majority_follows_that_it_can_reach_both_ways() {
    Availability availability = begin();
    t.at(1500).cut("1-2", "1-3", "1-4");
    Figures figures = until(2000, availability);
    assertThat(figures.served()).isEqualTo(0.5);
    assertThat(figures.connected()).as("the others could have a leader").isEqualTo(1);
  }

  @Test
  void one_direction_is_not_enough() {
    Availability availability = begin();
    t.at(1250).crash(5);
    t.at(1500).crash(4);
    t.at(1750).cutOneWay(3, 1);
    assertThat(until(2000, availability).served()).isEqualTo(0.75);
  }

  @Test
  void nobody_could_lead_without_a_connected_majority() {
    Availability availability = begin();
    for (int node = 1; node <= 3; node++) {
      t.at(1800).crash(node);
    }
    Figures figures = until(2000, availability);
    assertThat(figures.connected()).isEqualTo(0.8);
    assertThat(figures.served()).isEqualTo(0.8, within(1e-9));
  }

  @Test
  void leaders_and_epochs_are_counted_from_the_beginning_on() {
    Availability availability = begin();
    t.at(1100).stands(2, 2);
    t.at(1110).leads(2, 2);
    t.at(1200).stands(3, 5);
    t.at(1210).leads(3, 5);
    Figures figures = until(1300, availability);
    assertThat(figures.newLeaders()).isEqualTo(2);
    assertThat(figures.epochs()).isEqualTo(4);
    assertThat(figures.timesTwoLeaders()).as("once there were two, and then three").isEqualTo(1);
    assertThat(figures.twoLeadersNanos()).isEqualTo(190_000_000);
    assertThat(figures.sameEpochLeaders()).isZero();
  }

  @Test
  void two_leaders_of_one_epoch_count_even_if_never_at_once() {
    Availability availability = begin();
    t.at(1100).crash(1);
    t.at(1200).leads(2, 1);
    Figures figures = until(1300, availability);
    assertThat(figures.timesTwoLeaders()).isZero();
    assertThat(figures.sameEpochLeaders()).isEqualTo(1);
  }

  @Test
  void without_epochs_two_at_once_cannot_be_told_apart() {
    t.leadsWithoutEpoch(1);
    Availability availability = new Availability(t.spec, t.state, t.trace);
    t.trace.observe(availability);
    t.at(100).leadsWithoutEpoch(2);
    t.at(200).crash(1);
    t.at(300).leadsWithoutEpoch(3);
    Figures figures = until(400, availability);
    assertThat(figures.sameEpochLeaders()).isEqualTo(2);
    assertThat(figures.epochs()).isZero();
  }
}
