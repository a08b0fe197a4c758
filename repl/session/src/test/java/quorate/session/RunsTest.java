package quorate.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunsTest {

  private final List<Integer> handedOver = new ArrayList<>();
  private Runs<Integer> runs;

  @Test
  void runs_are_handed_over_in_the_order_of_their_numbers() throws InterruptedException {
    runs = new Runs<>(3, this::overtaken, number -> false, handedOver::add);
    runs.rest();
    assertThat(handedOver).containsExactly(1, 2, 3);
  }

  @Test
  void what_comes_after_a_run_that_failed_is_void() throws InterruptedException {
    runs = new Runs<>(5, this::overtaken, number -> number == 1, handedOver::add);
    runs.rest();
    assertThat(handedOver).containsExactly(1);
    assertThat(runs.counted()).isEqualTo(1);
  }

  /** The first run takes as long as the second. */
  private Integer overtaken(int number) throws InterruptedException {
    if (number == 1) {
      runs.next();
    }
    return number;
  }
}
