package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HintTest {

  @Test
  void after_a_fault_a_line_says_how_to_look_at_it() {
    assertThat(Hint.after("crash leader").orElseThrow()).startsWith("timeline draws");
    assertThat(Hint.after("start raft 5; on raft isolate leader  # why?")).isPresent();
    assertThat(Hint.after("crash leader; status")).isEmpty();
    assertThat(Hint.after("on raft")).isEmpty();
    assertThat(Hint.after("")).isEmpty();
    assertThat(Hint.after("# crash leader")).isEmpty();
  }
}
