package quorate.netty.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.UserError;

class RealSystemsTest {

  private static final Ttl TTL =
      new Ttl(
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          Duration.ofSeconds(3),
          Duration.ofMillis(500));

  @Test
  void a_system_that_was_not_added_says_how_to_add_it() {
    assertThatThrownBy(() -> RealSystems.load().named("etcd"))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("start with: ./quorate --with etcd");
    assertThat(RealSystems.load().named("raft")).isEmpty();
  }

  @Test
  void a_time_to_live_is_read_as_it_is_typed() {
    assertThat(TTL.of(Map.of())).isEqualTo(Duration.ofSeconds(3));
    assertThat(TTL.of(Map.of("ttl", "20s"))).isEqualTo(Duration.ofSeconds(20));
    assertThat(TTL.of(Map.of("ttl", "2500ms"))).isEqualTo(Duration.ofMillis(2500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1s", "21s", "2100ms", "2", "-2s", "2 s", "9999999999s", "\u0007"})
  void any_other_time_to_live_is_refused(String typed) {
    assertThatThrownBy(() -> TTL.of(Map.of("ttl", typed)))
        .hasMessageStartingWith("ttl= is 2s to 20s, in steps of 500ms, got '")
        .hasMessageEndingWith("'; type ttl=3s");
  }

  @Test
  void there_are_one_or_three_servers() {
    assertThat(ServerCount.of(Map.of())).isEqualTo(1);
    assertThat(ServerCount.of(Map.of("servers", "3"))).isEqualTo(3);
    assertThatThrownBy(() -> ServerCount.of(Map.of("servers", "2")))
        .hasMessage("servers= is 1 or 3, got '2'; type servers=3");
  }
}
