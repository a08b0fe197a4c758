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
import quorate.spi.ElectionAlgorithm;

/** Runs the same trials with several algorithms, and prints what they cost side by side. */
@Command(
    name = "compare",
    description = "run the same scenario many times with each algorithm, and compare",
    customSynopsis =
        "compare ALGORITHM ... [--sim] [--nodes N] [--scenario S] [--trials T] [--seed N]"
            + " [--csv FILE] [--samples] [--threads N] [key=value ...]",
    footer = {
      "",
      "examples:",
      "  compare raft paxos bully",
      "  compare raft paxos bully --sim --trials 10000 latency=1ms+exp(2.5ms)",
      "  compare raft --sim --scenario startup down=1,2 logs=0..4 shuffled hold=17",
      "",
      "scenarios: crash-leader unless --scenario names another one, such as startup or bridge "
          + "(type: scenarios), or the path of a file",
      "",
      "keys: those of start, each option for the algorithms that have it; and",
      "  down=1,2         nodes that are never started",
      "  hold=17          for how many heartbeat intervals an agreement must last; otherwise 3",
      "  limit=10s        for how long a trial is followed; otherwise 60s",
      "  synchronised=on  the last heartbeats before the fault take no time; with --sim only",
      "  shuffled         after an option: its values are dealt to the nodes again in each "
          + "trial",
      "",
      "--csv FILE writes one row per trial. With --csv - the rows go to standard output and the report "
          + "to standard error; with --json, type a file. A file is replaced when all rows are there; "
          + "to what the shell has opened, such as /dev/fd/3, rows are appended.",
      "",
      "Every trial is a fresh cluster. Seeds and moments of faults are the same for all algorithms.",
      "",
      "With --sim there are 1000 trials in virtual time, at most 100000. They run on all cores unless "
          + "--threads says otherwise, and the report does not depend on that. A trial that breaks a "
          + "promise is the last one. The lines below the table say what to type to get each "
          + "run again (see help replay), and the whole report.",
      "",
      "Over TCP there are 20 trials, at most 10000. One trial of each algorithm is run first "
          + "and thrown away: it would measure the start of the program. There the seed decides "
          + "only the timer draws and the moment of the fault."
    })
public final class CompareVerb extends TrialsVerb {

  public CompareVerb() {
    super(Kind.COMPARISON);
  }

  @Override
  Map<String, Experiment> experiments() {
    Map<Boolean, List<String>> assigned =
        words().stream().collect(Collectors.partitioningBy(Assignments::isOne));
    if (assigned.get(false).isEmpty()) {
      throw new UserError("which algorithms? type: compare raft paxos bully");
    }
    List<ElectionAlgorithm> algorithms = algorithms(assigned.get(false));
    Assignments typed = Assignments.of(assigned.get(true));
    Map<String, Experiment> experiments = new LinkedHashMap<>();
    algorithms.forEach(
        it -> experiments.put(it.name(), experiment(it, algorithms, options().nodes, typed)));
    return experiments;
  }
}
