package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.prompt.BrokenPromiseTest.Rash;

/**
 * Trials that run in parts: the report is that of one run, and parts that do not fit are refused.
 */
class ShardsTest {

  private static final String COMPARISON =
      "compare raft paxos bully --sim --trials 30 latency=1ms+exp(2.5ms) loss=2%";

  @TempDir private Path folder;

  /** What is typed with files in the folder: {@code @} stands for it. */
  private String at(String typed) {
    return typed.replace("@", folder + "/");
  }

  /** Runs all shards of a command, each in a session of its own, and says how to merge them. */
  private String shards(Supplier<Typed> session, String set, String command, int of) {
    List<String> files = new ArrayList<>();
    for (int i = 1; i <= of; i++) {
      String file = at("@" + i + "of" + of + ".jsonl");
      try (Typed prompt = session.get()) {
        prompt.type(set + "; " + command + " --shard " + i + "/" + of + " --jsonl " + file);
        assertThat(prompt.printed()).contains("shard " + i + "/" + of + " of: ");
      }
      files.add(file);
    }
    Collections.reverse(files);
    return "merge " + String.join(" ", files);
  }

  private static String typed(Supplier<Typed> session, String command) {
    try (Typed prompt = session.get()) {
      prompt.type(command);
      return prompt.printed() + prompt.noted() + prompt.interpreter().exitStatus();
    }
  }

  @Test
  @Tag("long")
  void ten_thousand_trials_in_four_shards_give_the_report_of_one_run_in_every_letter()
      throws IOException {
    String command = "compare raft bully --sim --trials 10000 --nodes 3";
    String whole = typed(Typed::simulating, at(command + " --csv @whole.csv --html @whole.html"));
    String merge = shards(Typed::simulating, "", command, 4);
    assertThat(whole).contains("10,000 of 10,000");
    assertThat(typed(Typed::simulating, at(merge + " --csv @merged.csv --html @merged.html")))
        .isEqualTo(whole);
    for (String kind : List.of("csv", "html")) {
      assertThat(folder.resolve("merged." + kind))
          .hasSameTextualContentAs(folder.resolve("whole." + kind));
    }
  }

  @Test
  void json_is_the_same_but_for_what_was_typed() throws Exception {
    String merge = shards(Typed::simulating, "", COMPARISON, 4);
    assertThat(json(merge)).isEqualTo(json(COMPARISON));
    assertThat(typed(Typed::simulating, merge + " --samples"))
        .isEqualTo(typed(Typed::simulating, COMPARISON + " --samples"));
  }

  private static ObjectNode json(String command) throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      ObjectNode answer = (ObjectNode) prompt.answer(command);
      answer.remove("command");
      return answer;
    }
  }

  @Test
  void a_sweep_keeps_its_rows_and_what_was_impossible_and_what_did_not_settle() {
    String sweep =
        "sweep latency={2,150}ms election={10..20,150..300,200..100}ms {raft,bully} --sim"
            + " --trials 7 --scenario isolate-leader limit=5s";
    String whole = typed(Typed::simulating, sweep);
    assertThat(whole).contains("not done", "did not settle").endsWith("1");
    assertThat(typed(Typed::simulating, shards(Typed::simulating, "", sweep, 3))).isEqualTo(whole);
  }

  @Test
  void settings_and_scenario_files_need_not_be_there_where_shards_are_merged() throws IOException {
    Path scenario = folder.resolve("mine.quorate");
    Files.writeString(scenario, "# the leader crashes twice\ncrash leader\nwait 1s\ncrash leader");
    String set = "set latency 5..9ms; set election 400..500ms";
    String command = "compare raft paxos --sim --trials 9 --scenario " + scenario;
    String whole = report(typed(Typed::simulating, set + "; " + command));
    String merge = shards(Typed::simulating, set, command, 2);
    Files.delete(scenario);
    assertThat(report(typed(Typed::simulating, merge))).isEqualTo(whole);
    assertThat(report(typed(Typed::simulating, "set latency 70ms; " + merge))).isEqualTo(whole);
  }

  /** Without what stands above it. */
  private static String report(String text) {
    assertThat(text).contains("mine.quorate, 5 nodes");
    return text.substring(text.indexOf("mine.quorate, 5 nodes"));
  }

  @Test
  void a_broken_promise_ends_the_report_where_it_ends_without_shards() {
    Supplier<Typed> rash = () -> Typed.with(new Rash(), false);
    String command = "compare rash --sim --trials 200 election=150..300ms latency=1ms";
    String whole = typed(rash, command);
    assertThat(whole).contains("broke a promise", "violation: ", "because, newest").endsWith("3");
    String merge = shards(rash, "", command, 3);
    assertThat(typed(rash, merge)).isEqualTo(whole);
  }

  @Test
  void a_failure_of_chaos_is_found_and_made_smaller_as_without_shards() {
    Supplier<Typed> rash = () -> Typed.with(new Rash(), false);
    String set = "set election 150..300ms";
    String command = "chaos rash --safety --runs 200 --seed 1 latency=1ms";
    String whole = withoutPace(typed(rash, set + "; " + command));
    assertThat(whole).contains("broke a promise", "shrunk from").endsWith("3");
    String merge = shards(rash, set, command, 3);
    assertThat(withoutPace(typed(rash, set + "; " + merge))).isEqualTo(whole);
  }

  @Test
  void chaos_without_a_failure_adds_up() {
    String command = "chaos raft --runs 11 --nodes 3";
    String merge = shards(Typed::simulating, "", command, 4);
    assertThat(typed(Typed::simulating, merge))
        .isEqualTo(withoutPace(typed(Typed::simulating, command)));
  }

  private static String withoutPace(String text) {
    return text.replaceAll("(?m)^[\\d,]+ runs? in .* threads?\n", "");
  }

  @Test
  void several_shards_can_stand_in_one_file() throws IOException {
    shards(Typed::simulating, "", COMPARISON, 2);
    String all =
        Files.readString(folder.resolve("2of2.jsonl"))
            + Files.readString(folder.resolve("1of2.jsonl"));
    Files.writeString(folder.resolve("all.jsonl"), all);
    assertThat(typed(Typed::simulating, at("merge @all.jsonl")))
        .isEqualTo(typed(Typed::simulating, COMPARISON));
  }

  @Test
  void shards_that_do_not_fit_are_refused() throws IOException {
    shards(Typed::simulating, "", COMPARISON, 2);
    shards(Typed::simulating, "", COMPARISON, 3);
    String one = Files.readString(folder.resolve("1of2.jsonl"));
    write("other.jsonl", one.replaceFirst("--trials 30", "--trials 31"));
    write("old.jsonl", one.replaceFirst("\"program\":\"", "\"program\":\"0"));
    write("cut.jsonl", one.substring(0, one.length() - 700));
    write("short.jsonl", one.lines().limit(40).reduce("", (all, line) -> all + line + "\n"));
    write("changed.jsonl", one.replaceAll("\"fingerprint\":\"..", "\"fingerprint\":\"00"));
    write("rows.csv", "trial,seed\n");
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.error(at("merge @1of2.jsonl")))
          .startsWith("shard 2/2 is missing; for the first type: compare raft paxos bully ")
          .endsWith("--shard 2/2 --jsonl FILE");
      assertThat(prompt.error(at("merge @1of2.jsonl @2of2.jsonl @2of2.jsonl")))
          .contains("shard 2/2 is twice in '");
      assertThat(prompt.error(at("merge @1of2.jsonl @2of3.jsonl")))
          .contains("is of 2 shards, and")
          .contains("of 3 shards");
      assertThat(prompt.error(at("merge @2of2.jsonl @other.jsonl")))
          .contains("merge the shards of one command")
          .contains("--trials 31");
      assertThat(prompt.error(at("merge @old.jsonl @2of2.jsonl"))).contains("of version 0");
      assertThat(prompt.error(at("merge @cut.jsonl @2of2.jsonl")))
          .contains("is damaged or cut off; run that shard again");
      assertThat(prompt.error(at("merge @short.jsonl @2of2.jsonl")))
          .contains("is cut off: trial 19 of bully is missing; run that shard again");
      assertThat(prompt.error(at("merge @changed.jsonl @2of2.jsonl"))).isEmpty();
      assertThat(prompt.error(at("merge @rows.csv"))).contains("is no shard");
      assertThat(prompt.error("merge nothing")).contains("'nothing' cannot be read");
      assertThat(prompt.error(at("merge @1of2.jsonl @2of2.jsonl --csv @none/x.csv")))
          .contains("there is no such folder");
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void what_cannot_be_a_shard_is_said_before_anything_runs() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.error("compare raft --sim --shard 1/4")).contains("add --jsonl FILE");
      assertThat(prompt.error("chaos raft --jsonl x")).contains("add --shard 1/1");
      assertThat(prompt.error(at("compare raft --sim --shard 5/4 --jsonl @x")))
          .isEqualTo("'5/4' is no shard; type one from 1/16 to 16/16, for instance");
      assertThat(prompt.error(at("compare raft --sim --trials 3 --shard 4/4 --jsonl @x")))
          .isEqualTo("shard 4/4 has none of 3 trials; make at most 3 shards");
      assertThat(prompt.error(at("compare raft --tcp --shard 1/4 --jsonl @x")))
          .startsWith("--shard is for --sim");
      assertThat(prompt.error(at("compare raft --sim --shard 1/4 --jsonl @x --html @y")))
          .contains("type them with merge");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_shard_can_go_to_standard_output_and_says_so_beside_it() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("chaos raft --runs 4 --nodes 3 --shard 2/4 --jsonl -");
      assertThat(prompt.printed().lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
      assertThat(prompt.noted()).contains("wrote 1 run to standard output");
    }
  }
}
