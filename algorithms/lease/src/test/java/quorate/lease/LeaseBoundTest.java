package quorate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.lab.cluster.Drift;
import quorate.spi.NodeId;
import quorate.spi.Property;
import quorate.spi.TimeRange;

/**
 * A lease is safe exactly at its bound: with clocks within r of true, a holder that stops after Lh
 * of its clock, and a manager that frees after Lg of its own, there are never two holders if Lh <=
 * Lg (1-r)/(1+r); else for up to Lh/(1-r) - Lg/(1+r). Here the holder's clock is as slow as it can
 * be, the manager's as fast, messages take no time, and the next holder asks at the very moment at
 * which the lease is freed.
 */
class LeaseBoundTest {

  private static final BigDecimal LG = BigDecimal.valueOf(10_000);

  @ParameterizedTest(name = "r = {0}: safe up to {1} ms of 10 s; all 10 s overlap by {2} ms")
  @CsvSource({"0.001, 9980, 20", "0.01, 9802, 200", "0.05, 9048, 1002"})
  void two_never_hold_the_lease_just_within_the_bound_and_do_just_beyond_it(
      String r, int safeMillis, int overlapMillis) {
    BigDecimal rate = new BigDecimal(r);
    BigDecimal slow = BigDecimal.ONE.subtract(rate);
    BigDecimal fast = BigDecimal.ONE.add(rate);
    BigDecimal safe =
        LG.multiply(slow).divide(fast, MathContext.DECIMAL64).setScale(3, RoundingMode.DOWN);
    assertThat(safe.doubleValue()).isCloseTo(safeMillis, within(0.5));

    assertThat(overlapMillis(safe, rate)).isZero();

    BigDecimal beyond = safe.add(BigDecimal.ONE);
    double stated =
        beyond.doubleValue() / slow.doubleValue() - LG.doubleValue() / fast.doubleValue();
    assertThat(stated).isBetween(1.0, 1.1);
    assertThat(overlapMillis(beyond, rate)).isCloseTo(stated, within(1e-3));

    assertThat(overlapMillis(LG, rate)).isCloseTo(overlapMillis, within(0.6));
  }

  /** For how long two hold the lease if one of them holds it for so many milliseconds of 10 s. */
  private static double overlapMillis(BigDecimal holds, BigDecimal rate) {
    String margin = LG.subtract(holds).toPlainString() + "ms";
    LeaseRun run =
        new LeaseRun(
            LeaseFixture.spec(2, 1, "ttl=10s", "margin=" + margin, "retry=100ms"),
            TimeRange.fixed(Duration.ZERO));
    drift(run, NodeId.MANAGER, 1 + rate.doubleValue());
    drift(run, LeaseFixture.n(1), 1 - rate.doubleValue());
    run.cluster.startAll();
    run.until(() -> run.state.believers().size() == 1);
    NodeId first = run.leader();
    assertThat(first).as("the one with the slow clock").isEqualTo(LeaseFixture.n(1));
    long number = run.state(first).request();
    run.until(() -> run.state(first).request() == number + 1 && !run.state(first).waits());
    run.type("cut 1-manager");
    run.until(() -> run.holder().isEmpty());
    run.cluster.fire(LeaseFixture.n(2), LeaseNode.RETRY);
    run.cluster.deliverAll();
    assertThat(run.state.node(LeaseFixture.n(2)).belief().leads()).isTrue();
    run.pass(3000);
    assertThat(run.leader()).isEqualTo(LeaseFixture.n(2));
    return run.twoLeadersMillis();
  }

  private static void drift(LeaseRun run, NodeId node, double rate) {
    run.cluster.inject(
        new Drift(
            new TreeSet<>(List.of(node)),
            BigDecimal.valueOf(rate).setScale(6, RoundingMode.HALF_UP).doubleValue()));
  }

  /** The bound that the catalog states is the one of the formula. */
  @Test
  void the_margin_says_which_rates_of_clocks_are_safe() {
    assertThat(rate("margin=10%")).isCloseTo(30.0 / 570, within(1e-12));
    assertThat(rate("ttl=10s", "margin=952.4ms")).isCloseTo(0.05, within(1e-5));
    assertThat(rate("ttl=15s", "margin=5s")).isCloseTo(0.2, within(1e-12));
    assertThat(rate("margin=0ms")).isZero();
  }

  private static double rate(String... typed) {
    return LeaseFixture.spec(3, 1, typed).clockBound().orElseThrow().rate();
  }

  @Test
  void nothing_is_promised_of_leaders_at_a_time_with_a_mistake_switched_on() {
    for (String mistake : List.of("count-from=reply", "manager=forgets", "put=unconditional")) {
      assertThat(LeaseFixture.spec(3, 1, mistake).clockBound()).as(mistake).isEmpty();
    }
  }

  /** Two leaders within the bound would be a bug, and beyond it they are what one may expect. */
  @Test
  void beyond_the_bound_two_leaders_are_measured_and_break_no_promise() {
    LeaseRun run = LeaseRun.settled(5, 1);
    NodeId first = run.leader();
    run.type("drift " + first.value() + " 0.5");
    run.type("cut " + first.value() + "-manager").pass(2000);
    assertThat(run.twoLeadersMillis()).isPositive();
    assertThat(run.violations()).isEmpty();
  }

  /** The check itself must be seen to fail: here somebody sends a grant that nobody gave. */
  @Test
  void two_leaders_with_clocks_that_are_true_break_the_promise() {
    LeaseRun run =
        new LeaseRun(BrokenLease.spec(5, 1, BrokenLease.FORGETS_UNSAID), TimeRange.ofMillis(1, 1));
    run.cluster.startAll();
    run.pass(1000);
    NodeId first = run.leader();
    run.type("cut " + first.value() + "-manager").type("crash manager").type("restart manager");
    run.pass(1000);
    assertThat(run.violations())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.promise()).isEqualTo(Property.ONE_LEADER_AT_A_TIME);
              assertThat(it.description())
                  .startsWith("two leaders at a time, while clocks run within 5.2% of true: ")
                  .contains(first.toString());
            });
  }
}
