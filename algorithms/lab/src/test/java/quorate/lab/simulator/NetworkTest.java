package quorate.lab.simulator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NetworkTest {

  @Test
  void a_share_that_is_none_is_refused() {
    assertThatThrownBy(() -> Network.DEFAULT.withLoss(1.5))
        .hasMessage("loss is from 0% to 100%, got 150.0%");
    assertThatThrownBy(() -> Network.DEFAULT.withLoss(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
