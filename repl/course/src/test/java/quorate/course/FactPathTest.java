package quorate.course;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** What chapters may ask of the facts. */
class FactPathTest {

  private static JsonNode facts() throws JsonProcessingException {
    return new ObjectMapper()
        .readTree(
            """
            {"answer": {"command": "heal", "settled": false, "leader": null},
             "clusters": [{"algorithm": "raft", "rounds": 3, "leaders": [3, 4]},
                          {"algorithm": "bully", "rounds": 5, "leaders": []}]}""");
  }

  @Test
  void a_path_may_end_in_a_function() throws JsonProcessingException {
    assertThat(
            new FactPath("$.clusters[?(@.algorithm=='raft')].leaders.length()").lastNumber(facts()))
        .contains(2.0);
    assertThat(new FactPath("$.clusters[0].leaders.length()").lastNumber(facts())).contains(2.0);
    assertThat(new FactPath("$.clusters[1].leaders.length()").lastNumber(facts())).contains(0.0);
    assertThat(new FactPath("$.clusters[?(@.rounds > 9)].leaders.length()").lastNumber(facts()))
        .isEmpty();
  }

  @Test
  void the_last_number_counts() throws JsonProcessingException {
    assertThat(new FactPath("$.clusters[*].rounds").lastNumber(facts())).contains(5.0);
    assertThat(new FactPath("$.clusters[0].rounds").lastNumber(facts())).contains(3.0);
    assertThat(new FactPath("$.clusters[*].algorithm").lastNumber(facts())).isEmpty();
  }

  @Test
  void what_is_missing_or_null_or_false_is_no_match() throws JsonProcessingException {
    assertThat(new FactPath("$.answer.command").matches(facts())).isTrue();
    assertThat(new FactPath("$.answer[?(@.command=='heal')]").matches(facts())).isTrue();
    assertThat(new FactPath("$.answer.leader").matches(facts())).isFalse();
    assertThat(new FactPath("$.answer.settled").matches(facts())).isFalse();
    assertThat(new FactPath("$.answer.fault").matches(facts())).isFalse();
    assertThat(new FactPath("$.nothing.at.all").matches(facts())).isFalse();
    assertThat(new FactPath("$.clusters[?(@.rounds > 9)]").matches(facts())).isFalse();
  }
}
