package quorate.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

  private static final Planned ANY = new Planned.Other("anything");

  private final VirtualTime time = new VirtualTime();
  private final List<String> done = new ArrayList<>();

  private void plan(long delay, String what) {
    time.plan(ANY, delay, () -> done.add(what + "@" + time.nowNanos()));
  }

  @Test
  void actions_happen_at_their_moments_in_order() {
    plan(5, "later");
    plan(3, "first");
    plan(3, "second");
    while (time.stepUntil(100)) {
      assertThat(time.nowNanos()).isLessThanOrEqualTo(5);
    }
    assertThat(done).containsExactly("first@3", "second@3", "later@5");
  }

  @Test
  void what_is_planned_for_now_happens_after_all_that_is_due_now() {
    time.plan(ANY, 1, () -> plan(0, "planned within"));
    plan(1, "planned before");
    while (time.stepUntil(1)) {
      assertThat(time.nowNanos()).isEqualTo(1);
    }
    assertThat(done).containsExactly("planned before@1", "planned within@1");
  }

  @Test
  void what_is_called_off_does_not_happen() {
    VirtualTime.Due due = time.plan(ANY, 2, () -> done.add("never"));
    due.callOff();
    assertThat(time.stepUntil(100)).isFalse();
    assertThat(done).isEmpty();
    assertThat(time.nowNanos()).isZero();
  }

  @Test
  void nothing_happens_after_the_end() {
    plan(3, "too late");
    assertThat(time.stepUntil(2)).isFalse();
    time.pass(2);
    assertThat(time.nowNanos()).isEqualTo(2);
    assertThat(time.stepUntil(3)).isTrue();
    assertThat(done).containsExactly("too late@3");
  }

  @Test
  void time_does_not_run_backwards() {
    time.pass(5);
    time.pass(3);
    assertThat(time.nowNanos()).isEqualTo(5);
    assertThatThrownBy(() -> time.plan(ANY, -1, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_called_off_is_forgotten_before_it_would_have_been_due() {
    plan(7, "stays");
    for (int i = 0; i < 100_000; i++) {
      time.plan(ANY, 1_000_000 + i, () -> done.add("never")).callOff();
      assertThat(time.planned()).isLessThan(3000);
    }
    plan(7, "stays too");
    while (time.stepUntil(Long.MAX_VALUE)) {}
    assertThat(done).containsExactly("stays@7", "stays too@7");
  }

  @Test
  void what_is_due_later_than_time_can_be_counted_is_due_at_its_end() {
    time.pass(5);
    plan(Long.MAX_VALUE, "at the end");
    assertThat(time.stepUntil(Long.MAX_VALUE - 1)).isFalse();
    assertThat(time.stepUntil(Long.MAX_VALUE)).isTrue();
    assertThat(done).containsExactly("at the end@" + Long.MAX_VALUE);
  }
}
