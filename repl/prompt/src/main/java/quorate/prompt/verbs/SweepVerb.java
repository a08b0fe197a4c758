package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import quorate.experiments.Experiment;
import quorate.experiments.typed.Assignments;
import quorate.experiments.typed.Braces;
import quorate.lab.UserError;
import quorate.report.TrialsView.Kind;
import quorate.spi.ElectionSystem;

/** Runs the same trials with one setting after the other, and prints a row for each. */
@Command(
    name = "sweep",
    description = "run the same scenario many times with each of several settings",
    customSynopsis =
        "sweep ALGORITHM key={value,...} ... [--sim] [--nodes N] [--scenario S] [--trials T]"
            + " [--seed N] [--csv FILE] [--html FILE] [--samples] [--threads N]"
            + " [--shard K/N --jsonl FILE]")
public final class SweepVerb extends TrialsVerb {

  private static final int MOST_SETTINGS = 50;
  private static final long MOST_TRIALS = 300_000;

  /** Nobody needs to know how many more there are. */
  private static final long MANY = 1_000_000;

  /** Stands before the number of nodes, so that it can be swept as all others. */
  private static final String NODES = "nodes=";

  /** The settings that cannot be, and why; the others are run all the same. */
  private final Map<String, String> impossible = new LinkedHashMap<>();

  SweepVerb() {
    super(Kind.SWEEP);
  }

  /** First some values at once: they are what a sweep is for. */
  @Override
  public List<Completion> values(String key, List<String> before) {
    List<Completion> values = new ArrayList<>(super.values(key, before));
    List<String> some =
        values.stream().map(Completion::word).filter(it -> !it.contains(",")).limit(3).toList();
    if (some.size() > 1) {
      values.add(
          0, new Completion("{" + String.join(",", some) + "}", "one setting for each", key));
    }
    return values;
  }

  @Override
  Map<String, Experiment> experiments() {
    List<String> typed =
        Stream.concat(words().stream(), Stream.of(NODES + options().nodes)).toList();
    check(typed);
    List<List<String>> choices = typed.stream().map(Braces::expand).toList();
    Map<String, Experiment> experiments = new LinkedHashMap<>();
    impossible.clear();
    for (List<String> setting : Braces.combinations(choices)) {
      String name = name(choices, setting);
      if (experiments.containsKey(name) || impossible.containsKey(name)) {
        throw new UserError(name + " was typed twice; type it once");
      }
      try {
        experiments.put(name, experiment(setting));
      } catch (UserError reason) {
        impossible.put(name, reason.getMessage());
      }
    }
    if (experiments.isEmpty()) {
      throw new UserError(impossible.values().iterator().next());
    }
    return experiments;
  }

  @Override
  Map<String, String> impossible() {
    return impossible;
  }

  /** Counts the settings before the first of them is written down: there may be very many. */
  private void check(List<String> typed) {
    long settings = typed.stream().mapToLong(Braces::count).reduce(1, Braces::times);
    if (settings == 1) {
      throw new UserError(
          "nothing is swept; put values into braces: sweep raft election=150..{151,200,300}ms");
    } else if (settings > MOST_SETTINGS) {
      throw new UserError(
          "these are %s settings; sweep at most %s at a time"
              .formatted(settings > MANY ? "more than " + MANY : settings, MOST_SETTINGS));
    } else if (settings * options().trials() > MOST_TRIALS) {
      throw new UserError(
          "%s settings of %s trials are too many; type --trials %s"
              .formatted(settings, options().trials(), MOST_TRIALS / settings));
    }
  }

  /** What makes the difference between a setting and the others. */
  private static String name(List<List<String>> choices, List<String> setting) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      if (choices.get(i).size() > 1) {
        parts.add(setting.get(i));
      }
    }
    return String.join(" ", parts);
  }

  private Experiment experiment(List<String> setting) {
    List<String> typed = setting.subList(0, setting.size() - 1);
    String size = setting.get(setting.size() - 1).substring(NODES.length());
    Map<Boolean, List<String>> assigned =
        typed.stream().collect(Collectors.partitioningBy(Assignments::isOne));
    if (assigned.get(false).size() != 1) {
      throw new UserError(
          "sweep takes one algorithm, or several in braces; type: sweep {raft,paxos}"
              + " latency={1,5}ms");
    }
    List<ElectionSystem> algorithms = algorithms(assigned.get(false));
    return experiment(algorithms.get(0), algorithms, size, Assignments.of(assigned.get(true)));
  }
}
