package quorate.prompt.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.Experiment;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.typed.Assignments;
import quorate.experiments.typed.RunId;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.simulator.Network;
import quorate.session.ScenarioFiles;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeSetup;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Timing;

class RunIdTest {

  private static final Catalog CATALOG = Catalog.load();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raft/5/crash-leader/seed=1/trial=17",
        "raft/5/crash-leader/seed=1/trials=10000#9f3ab2c01d55e7aa",
        "bully/3/startup/seed=-7/trial=1/heartbeat=20ms/election=150..155ms/answer=30ms",
        "raft/5/isolate-leader/seed=9007199254740991/trial=2/latency=1ms+exp(2.5ms)"
            + "/persist=1.5ms/loss=12.5%/latency[1->3]=normal(10ms,2ms)/latency[3->1]=1..2ms"
            + "/down=1,2/hold=17/limit=5000ms/synchronised=on/logs=0,1@2,2@2,3,4:shuffled",
        "paxos/7/crash-leader/seed=3/trial=1/learning=everyone"
      })
  void what_is_printed_is_read_back_to_the_last_part(String word) {
    RunId id = RunId.parse(word, CATALOG, ScenarioFiles::find, "replay");
    assertThat(id).hasToString(word);
    assertThat(id.experiment().cluster().name()).isEqualTo("replay");
  }

  @Test
  void the_word_holds_the_whole_experiment() {
    Assignments typed =
        Assignments.of(
            List.of(
                "election=150..155ms",
                "latency=1..5ms",
                "latency[2-3]=9ms",
                "loss=5%",
                "down=4",
                "hold=0",
                "logs=0..4",
                "shuffled"));
    ElectionAlgorithm raft = CATALOG.find("raft").orElseThrow();
    Timing timing = typed.timing(Timing.DEFAULT);
    Map<String, String> options = typed.options(raft, List.of(raft));
    Experiment experiment =
        new Experiment(
            new ClusterSpec("raft", raft, 5, timing, options, 42),
            Scenarios.CRASH_LEADER,
            typed.setup(Setup.DEFAULT, raft),
            Optional.of(typed.network(Network.DEFAULT, 5)));
    RunId id = new RunId(experiment, RunId.Kind.SAMPLE, 100, Optional.of("0123456789abcdef"));
    assertThat(id.toString()).doesNotContainPattern("[\\s;'\"]");
    assertThat(RunId.parse(id.toString(), CATALOG, ScenarioFiles::find, "raft")).isEqualTo(id);
  }

  /** Takes anything for the value of its one option. */
  private static final class Anything implements ElectionAlgorithm {
    @Override
    public String name() {
      return "anything";
    }

    @Override
    public String source() {
      return "no paper";
    }

    @Override
    public Class<? extends Message> messageType() {
      return Message.class;
    }

    @Override
    public Set<Property> promises() {
      return Set.of();
    }

    @Override
    public List<Option> options() {
      return List.of(new Option("text", "", "anything", "whatever a person types"));
    }

    @Override
    public ElectionNode newNode(NodeSetup setup) {
      return null; // nobody runs it
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b#c",
        "with space; and 'quotes'",
        "x:shuffled",
        "~002f",
        "ü€",
        "",
        "\uD83D\uDE00",
        "\uDE00\uD83D",
        "a\u001B\n\u202E"
      })
  void an_option_may_have_any_value(String value) {
    Anything algorithm = new Anything();
    ClusterSpec cluster =
        new ClusterSpec("c", algorithm, 1, Timing.DEFAULT, Map.of("text", value), 1);
    Experiment experiment =
        new Experiment(
            cluster,
            Scenarios.find("startup").orElseThrow(),
            Setup.DEFAULT,
            Optional.of(Network.DEFAULT));
    RunId id = new RunId(experiment, RunId.Kind.TRIAL, 1, Optional.empty());
    assertThat(id.toString()).doesNotContainPattern("[\\s;'\"#]");
    assertThat(
            RunId.parse(id.toString(), new Catalog(List.of(algorithm)), ScenarioFiles::find, "c"))
        .isEqualTo(id);
  }
}
