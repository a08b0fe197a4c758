package quorate.prompt.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsageTest {

  private static String missing(String usage, String... words) {
    return Usage.missing(usage, List.of(words));
  }

  @Test
  void what_is_typed_already_is_not_missing() {
    assertThat(missing("crash NODES")).isEqualTo("NODES");
    assertThat(missing("crash NODES", "leader")).isEmpty();
    assertThat(missing("pause NODES [for TIME]", "1")).isEqualTo("[for TIME]");
    assertThat(missing("pause NODES [for TIME]", "1", "for", "2s")).isEmpty();
    assertThat(missing("partition NODES [| NODES ...]", "1,2")).isEqualTo("[| NODES ...]");
  }

  @Test
  void options_can_be_typed_anywhere() {
    String start = "start ALGORITHM NODES [--sim | --tcp] [--name NAME] [key=value ...]";
    assertThat(missing(start, "raft", "--sim")).isEqualTo("NODES [--name NAME] [key=value ...]");
    assertThat(missing(start, "raft", "5", "election=150ms"))
        .isEqualTo("[--sim | --tcp] [--name NAME] [key=value ...]");
  }

  @Test
  void of_several_forms_only_those_are_left_that_fit() {
    String why = "why leader [NODE] | why no-vote NODE";
    assertThat(missing(why)).isEqualTo("leader [NODE] | no-vote NODE");
    assertThat(missing(why, "no-vote")).isEqualTo("NODE");
    assertThat(missing("wait TIME | leader | quiet", "leader")).isEmpty();
    assertThat(missing("stop NAME | stop all")).isEqualTo("NAME | all");
  }
}
