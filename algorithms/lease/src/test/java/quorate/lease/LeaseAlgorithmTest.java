package quorate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.lease.LeaseFixture.options;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.lab.cluster.Catalog;
import quorate.spi.Conditions;
import quorate.spi.NodeId;
import quorate.spi.Property;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/** What the catalog says of leases. */
class LeaseAlgorithmTest {

  private final LeaseAlgorithm lease = new LeaseAlgorithm();

  @Test
  void the_catalog_finds_it_by_the_name_that_is_typed() {
    assertThat(Catalog.load().find("lease")).containsInstanceOf(LeaseAlgorithm.class);
    assertThat(lease.services()).containsExactly(NodeId.MANAGER);
    assertThat(lease.source()).contains("Gray and Cheriton", "1989", "Burrows", "2006");
  }

  @Test
  void it_promises_tokens_in_every_run_and_one_leader_at_a_time_under_a_bound_only() {
    assertThat(lease.promises())
        .containsExactly(Property.ONE_LEADER_PER_EPOCH, Property.EPOCH_NEVER_DECREASES);
    assertThat(lease.clockBound(Timing.DEFAULT, options()).orElseThrow().sentence())
        .isEqualTo("clocks run within 5.2% of true");
  }

  @Test
  void by_default_its_times_follow_those_of_all_algorithms() {
    LeaseTerms terms = LeaseTerms.of(Timing.DEFAULT, options());
    assertThat(terms.ttl()).isEqualTo(Duration.ofMillis(300));
    assertThat(terms.holderTime()).isEqualTo(Duration.ofMillis(270));
    assertThat(terms.renew()).isEqualTo(Duration.ofMillis(150));
    assertThat(terms.retry()).isEqualTo(TimeRange.ofMillis(50, 50));
    Timing patient =
        new Timing(Duration.ofMillis(100), TimeRange.ofMillis(500, 900), Duration.ofMillis(50));
    LeaseTerms others = LeaseTerms.of(patient, options("margin=1.5ms", "retry=2..4.4s"));
    assertThat(others.ttl()).isEqualTo(Duration.ofMillis(900));
    assertThat(others.margin()).isEqualTo(Duration.ofNanos(1_500_000));
    assertThat(others.retry()).isEqualTo(TimeRange.ofMillis(2000, 4400));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ttl=soon | ttl is a time like 300ms or 15s, or election (the longest election timeout), got 'soon'",
        "ttl=0ms | ttl is longer than 0 ms",
        "ttl=2000m | no time of a lease is longer than a day",
        "renew=0s | renew is longer than 0 ms",
        "retry=4..2s | retry=4..2s runs backwards; type the shorter time first",
        "retry=often | retry is a time like 50ms, a range like 2..4.4s, or heartbeat (the heartbeat interval), got 'often'",
        "margin=300ms | margin is shorter than the ttl of 300 ms, or nobody ever holds the lease; got 300 ms",
        "margin=much | margin is a time like 5s or a share of the ttl like 10%, got 'much'",
        "frees=nobody | frees is manager or contenders, got 'nobody'",
        "count-from=now | count-from is send or reply, got 'now'",
        "manager=sleeps | manager is waits or forgets, got 'sleeps'",
        "put=maybe | put is compare-and-set or unconditional, got 'maybe'",
      })
  void a_value_that_an_option_cannot_have_is_rejected_with_those_that_it_can(
      String typed, String message) {
    assertThatThrownBy(() -> LeaseFixture.spec(3, 1, typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "renew=280ms | every lease is lost: it ends after 270 ms, and its holder asks to renew after 280 ms; type a shorter renew=",
        "renew=265ms | leases may be lost though nothing fails: a renewal can be there 275 ms after the one before, and the lease ends after 270 ms; type a longer ttl=",
        "retry=400ms | contenders lose sight of the holder: they ask every 400 ms at the latest, and take it for lost after 300 ms; type a shorter retry=",
        "ttl=2ms | nobody can hold the lease: it ends 1.8 ms after it was asked for, and no answer is there before 2 ms",
        "put=unconditional | put=unconditional: every node is granted the lease, all lead, and none follows",
      })
  void odd_times_are_cautioned_against(String typed, String caution) {
    assertThat(cautions(typed)).contains(caution);
  }

  @Test
  void usual_conditions_need_no_caution() {
    assertThat(cautions()).isEmpty();
    assertThat(cautions("frees=contenders", "ttl=15s", "margin=5s", "renew=2s", "retry=2..4.4s"))
        .isEmpty();
  }

  private List<String> cautions(String... typed) {
    return lease.cautions(
        new Conditions(
            5,
            Timing.DEFAULT,
            options(typed),
            TimeRange.ofMillis(1, 5),
            TimeRange.fixed(Duration.ZERO)));
  }
}
