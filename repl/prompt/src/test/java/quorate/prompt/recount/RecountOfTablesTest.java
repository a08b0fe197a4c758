package quorate.prompt.recount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.experiments.Experiment;
import quorate.experiments.Scenario;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.simulator.Network;
import quorate.prompt.Wiring;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;
import quorate.spi.Timing;

/** What {@code compare} prints of several trials, worked out from the recount of each of them. */
class RecountOfTablesTest {

  private static final int TRIALS = 4;

  @TempDir private Path folder;

  /** A comparison. */
  private record Setting(String scenario, int nodes, int lossPercent, List<String> algorithms) {}

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("crash-leader", 5, 0, List.of("raft", "bully", "paxos")),
          new Setting("isolate-leader", 4, 50, List.of("raft", "highest-of-majority")),
          new Setting(
              "crash follower; wait 300ms; restart all",
              5,
              0,
              List.of("bully", "highest-of-majority")),
          new Setting("pause leader; wait 700ms; resume all", 3, 0, List.of("raft", "bully")),
          new Setting("partition-even", 6, 20, List.of("bully", "paxos")),
          new Setting("startup", 7, 20, List.of("bully", "raft")),
          new Setting("crash-majority-and-recover", 4, 0, List.of("paxos", "bully")),
          new Setting("crash leader; wait 1s; crash random; crash random", 3, 0, List.of("raft")),
          new Setting("crash random; crash 1", 4, 0, List.of("bully", "raft", "paxos")),
          new Setting("crash leader; wait 1s; fire 1 ELECTION", 4, 0, List.of("raft", "bully")),
          new Setting("cut leader->follower", 5, 0, List.of("highest-of-majority", "raft")),
          new Setting("cut leader-follower", 5, 20, List.of("raft", "highest-of-majority")));

  @Test
  void what_a_comparison_prints_is_what_its_trials_come_to() throws Exception {
    int undone = 0;
    int unsettled = 0;
    for (int i = 0; i < SETTINGS.size(); i++) {
      Setting setting = SETTINGS.get(i);
      String printed = printed(setting, i);
      PrintedTable table = PrintedTable.in(printed, setting.algorithms());
      for (int column = 0; column < setting.algorithms().size(); column++) {
        String algorithm = setting.algorithms().get(column);
        List<Figures> counted = counted(setting, algorithm, i);
        compare(printed, table, column, counted);
        int missing = TRIALS - counted.size();
        undone += missing;
        unsettled += (int) counted.stream().filter(it -> !it.settled()).count();
        assertThat(undone(printed, algorithm)).as(printed).isEqualTo(missing);
      }
    }
    assertThat(undone).isPositive();
    assertThat(unsettled).isPositive();
  }

  /** How many trials of an algorithm did not run, by the lines below the table. */
  private static int undone(String printed, String algorithm) {
    return Pattern.compile("(?m)^" + algorithm + ": (\\d+) trials? did not run")
        .matcher(printed)
        .results()
        .mapToInt(line -> Integer.parseInt(line.group(1)))
        .sum();
  }

  private static void compare(
      String printed, PrintedTable table, int column, List<Figures> counted) {
    List<Figures> settled = counted.stream().filter(Figures::settled).toList();
    assertThat(table.cell(column, "settled"))
        .as(printed)
        .isEqualTo(settled.size() + " of " + counted.size());
    Map<String, Optional<Double>> expected =
        Map.of(
            "converged, median", median(moments(settled, Figures::converged)),
            "converged, max", max(moments(settled, Figures::converged)),
            "converged, mean", mean(moments(settled, Figures::converged)),
            "detected, median", median(moments(settled, Figures::detected)),
            "elected, median", median(moments(settled, Figures::elected)),
            "leaderless, median", median(numbers(settled, it -> it.leaderless() / 1e3)),
            "messages, median", median(numbers(settled, it -> (double) it.messages())),
            "messages, max", max(numbers(settled, it -> (double) it.messages())),
            "rounds, mean", mean(numbers(settled, it -> (double) it.rounds())));
    expected.forEach((row, figure) -> same(printed, row, table.cell(column, row), figure));
    double twoLeaders = max(numbers(counted, it -> it.twoLeaders() / 1e3)).orElse(0.0);
    String cell = table.cell(column, "two leaders, max");
    if (twoLeaders == 0) {
      assertThat(cell).as(printed).isIn("never", "<0.1 ms", "-");
    } else {
      same(printed, "two leaders, max", cell, Optional.of(twoLeaders));
    }
  }

  /** Times from 10 ms on are printed without a decimal. */
  private static void same(String printed, String row, String cell, Optional<Double> counted) {
    if (counted.isEmpty()) {
      assertThat(cell).as("%s in%n%s", row, printed).isEqualTo("-");
      return;
    }
    assertThat(cell).as("%s in%n%s", row, printed).matches("[\\d.]+( ms)?");
    double half = cell.contains(".") || !cell.contains("ms") ? 0.05 : 0.5;
    assertThat(Double.parseDouble(cell.replaceFirst(" .*", "")))
        .as("%s in%n%s", row, printed)
        .isCloseTo(counted.get(), within(half + 0.02));
  }

  private static List<Double> moments(
      List<Figures> counted, Function<Figures, OptionalLong> moment) {
    return counted.stream()
        .map(moment)
        .filter(OptionalLong::isPresent)
        .map(it -> it.getAsLong() / 1e3)
        .toList();
  }

  private static List<Double> numbers(List<Figures> counted, Function<Figures, Double> figure) {
    return counted.stream().map(figure).toList();
  }

  private static Optional<Double> median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int size = sorted.size();
    return size == 0
        ? Optional.empty()
        : Optional.of((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2);
  }

  private static Optional<Double> max(List<Double> numbers) {
    return numbers.stream().max(Double::compare);
  }

  private static Optional<Double> mean(List<Double> numbers) {
    return numbers.stream().reduce(Double::sum).map(sum -> sum / numbers.size());
  }

  /** The figures of each trial that ran. */
  private static List<Figures> counted(Setting setting, String algorithm, int seed)
      throws InterruptedException {
    Experiment experiment =
        new Experiment(
            new ClusterSpec(
                algorithm,
                Catalog.load().find(algorithm).orElseThrow(),
                setting.nodes(),
                Timing.DEFAULT,
                Map.of(),
                seed),
            Scenarios.find(setting.scenario())
                .orElseGet(() -> Scenario.parse("own", setting.scenario())),
            new Setup(
                Setup.DEFAULT.down(),
                Setup.DEFAULT.shuffled(),
                false,
                Setup.DEFAULT.hold(),
                Duration.ofSeconds(1)),
            Optional.of(Network.DEFAULT.withLoss(setting.lossPercent() / 100.0)));
    List<Figures> counted = new ArrayList<>();
    for (int number = 1; number <= TRIALS; number++) {
      TracedTrial traced = TracedTrial.run(experiment, number);
      if (traced.ran()) {
        counted.add(traced.counted());
      }
    }
    return counted;
  }

  private String printed(Setting setting, int seed) throws Exception {
    String scenario = setting.scenario();
    if (Scenarios.find(scenario).isEmpty()) {
      scenario = Files.writeString(folder.resolve("own" + seed), scenario).toString();
    }
    List<String> command =
        Stream.of(
                "compare",
                String.join(" ", setting.algorithms()),
                "--sim --nodes " + setting.nodes(),
                "--scenario \"" + scenario.replace('\\', '/') + "\"",
                "--trials " + TRIALS,
                "--seed " + seed,
                "loss=" + setting.lossPercent() + "%",
                "limit=1s")
            .toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream page = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (CommandContext context =
        CommandContext.of(
            Catalog.load(),
            new Console(page, page, false, false, false, () -> 100, false, false))) {
      Wiring.interpreter(context).run(String.join(" ", command), false);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
