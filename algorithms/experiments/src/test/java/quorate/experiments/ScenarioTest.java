package quorate.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.lab.UserError;

class ScenarioTest {

  static List<Scenario> scenarios() {
    return Scenarios.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void every_scenario_of_the_program_says_what_happens_and_when_it_is_measured(Scenario scenario) {
    assertThat(scenario.description()).isNotEqualTo(scenario.name()).doesNotEndWith(".");
    assertThat(Scenario.parse(scenario.name(), scenario.text())).isEqualTo(scenario);
    assertThat(scenario.saysWhenToObserve()).isEqualTo(scenario.hasFaults());
  }

  @Test
  void there_are_more_than_twenty_and_no_two_of_one_name() {
    assertThat(Scenarios.names()).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(Scenarios.find("bridge")).isPresent();
    assertThat(Scenarios.find("tunnel")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "start raft 5 | not a statement of a scenario; type faults, wait 500ms, wait converged,"
            + " observe, or observe end",
        "wait | not a statement of a scenario; type faults",
        "wait for godot | not a statement of a scenario; type faults",
        "wait long | 'long' is nothing to wait for; type a time like 500ms, or leader",
        "wait 90m | waiting is limited to an hour",
        "crash | crash needs more; type: crash NODES",
        "observe it | not a statement of a scenario"
      })
  void what_is_no_statement_is_refused_with_its_line(String line, String error) {
    assertThatThrownBy(() -> Scenario.parse("mine", "# a test\n" + line))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("scenario mine: " + line + ": " + error);
  }
}
