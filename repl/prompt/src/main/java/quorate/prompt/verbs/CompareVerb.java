package quorate.prompt.verbs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import quorate.experiments.Experiment;
import quorate.experiments.typed.Assignments;
import quorate.lab.UserError;
import quorate.report.TrialsView.Kind;
import quorate.spi.ElectionSystem;

/** Runs the same trials with several algorithms, and prints what they cost side by side. */
@Command(
    name = "compare",
    description = "run the same scenario many times with each algorithm, and compare",
    customSynopsis =
        "compare ALGORITHM ... [--sim] [--nodes N] [--scenario S] [--trials T] [--seed N]"
            + " [--csv FILE] [--html FILE] [--samples] [--threads N]"
            + " [--shard K/N --jsonl FILE] [key=value ...]")
public final class CompareVerb extends TrialsVerb {

  CompareVerb() {
    super(Kind.COMPARISON);
  }

  @Override
  Map<String, Experiment> experiments() {
    Map<Boolean, List<String>> assigned =
        words().stream().collect(Collectors.partitioningBy(Assignments::isOne));
    if (assigned.get(false).isEmpty()) {
      throw new UserError("which algorithms? type: compare raft paxos bully");
    }
    List<ElectionSystem> algorithms = algorithms(assigned.get(false));
    Assignments typed = Assignments.of(assigned.get(true));
    Map<String, Experiment> experiments = new LinkedHashMap<>();
    algorithms.forEach(
        it -> experiments.put(it.name(), experiment(it, algorithms, options().nodes, typed)));
    return experiments;
  }
}
