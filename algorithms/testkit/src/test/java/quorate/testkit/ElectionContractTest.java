package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ElectionContractTest {

  @Test
  void chaos_delivers_at_least_a_million_messages_of_every_algorithm() {
    assertThat(ElectionContract.DELIVERIES.values().stream().mapToInt(Integer::intValue).sum())
        .isGreaterThanOrEqualTo(1_000_000);
  }
}
