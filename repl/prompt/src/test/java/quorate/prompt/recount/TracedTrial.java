package quorate.prompt.recount;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import quorate.experiments.Experiment;
import quorate.experiments.Scenario;
import quorate.experiments.Scenario.Step;
import quorate.experiments.Trial;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceText;
import quorate.spi.Property;

/** A trial in virtual time, and the text of its trace. */
final class TracedTrial {

  /** What the program itself goes by; no figure depends on the other lines. */
  private static final Set<String> KINDS =
      Set.of(
          "fault",
          "links",
          "starting",
          "started",
          "crashed",
          "paused",
          "resumed",
          "believes",
          "sent");

  private static final Set<String> HEARTBEATS =
      Set.of("AppendEntries", "AppendEntriesReply", "Heartbeat", "Acknowledged");

  private static final String OBSERVE_END = "; observe end";

  private final Experiment experiment;
  private final List<String> lines = new ArrayList<>();
  private final List<Integer> faults = new ArrayList<>();
  private int waits;
  private long doneNanos;
  private long endNanos;
  private Trial trial;

  private TracedTrial(Experiment experiment) {
    this.experiment = experiment;
  }

  /** What follows {@code observe end} is not measured: it is left out of the trace. */
  static TracedTrial run(Experiment experiment, int number) throws InterruptedException {
    String text = experiment.scenario().text();
    int end = text.indexOf(OBSERVE_END);
    if (end < 0) {
      return runAll(experiment, number);
    }
    Experiment measured =
        new Experiment(
            experiment.cluster(),
            Scenario.parse(experiment.scenario().name(), text.substring(0, end)),
            experiment.setup(),
            experiment.network());
    TracedTrial traced = runAll(measured, number);
    traced.trial = Trial.simulate(experiment, number);
    return traced;
  }

  private static TracedTrial runAll(Experiment experiment, int number) throws InterruptedException {
    TracedTrial traced = new TracedTrial(experiment);
    try (Trial.Run run = Trial.Run.of(traced::cluster, experiment, number)) {
      traced.endNanos = run.cluster().call(now -> now.trace().nowNanos());
      traced.trial = run.trial();
    }
    return traced;
  }

  @SuppressWarnings("unchecked") // what a call is given is as its method says
  private Cluster cluster(ClusterSpec spec) {
    SimulatedCluster cluster = new SimulatedCluster(spec, experiment.network().orElseThrow());
    cluster.trace().observe(this::print);
    return (Cluster)
        Proxy.newProxyInstance(
            Cluster.class.getClassLoader(),
            new Class<?>[] {Cluster.class, LiveCluster.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "call" -> {
                  Function<LiveCluster, ?> task = (Function<LiveCluster, ?>) arguments[0];
                  return cluster.call(live -> task.apply((LiveCluster) proxy));
                }
                case "run" -> {
                  Consumer<LiveCluster> task = (Consumer<LiveCluster>) arguments[0];
                  cluster.run(live -> task.accept((LiveCluster) proxy));
                  return null;
                }
                case "runUntil", "runFor" -> {
                  waits++;
                  doneNanos = cluster.trace().nowNanos();
                }
                case "inject" -> faults.add(lines.size());
                default -> {}
              }
              try {
                return method.invoke(cluster, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private void print(TraceEvent event) {
    if (KINDS.contains(TraceText.kind(event))) {
      lines.add(TraceText.line(event));
    }
  }

  Experiment experiment() {
    return experiment;
  }

  Trial trial() {
    return trial;
  }

  List<String> lines() {
    return lines;
  }

  /** Whether there is anything to count: a trial with a step that cannot be done has no figures. */
  boolean ran() {
    return trial.ran();
  }

  /** The figures by the text of the trace. */
  Figures counted() {
    Figures counted = Recount.of(lines, question());
    boolean stoppedAtStart = waits == 1 && hasFaults();
    return stoppedAtStart ? counted.unsettled() : counted;
  }

  /** The lines from the fault on, without heartbeats, as far as one wants to read them. */
  String excerpt(Figures counted) {
    List<String> excerpt = new ArrayList<>();
    for (int i = question().fault(); i < lines.size() && excerpt.size() < 40; i++) {
      String line = lines.get(i);
      if (HEARTBEATS.stream().noneMatch(name -> line.contains(" " + name + "["))) {
        excerpt.add(i + " " + line);
      }
    }
    return question() + "\n" + counted + "\n" + String.join("\n", excerpt);
  }

  /** Which of the scenario's faults is the first that is measured, from 0. */
  private int measuredFault() {
    List<Step> steps = experiment.scenario().steps();
    int observe = steps.indexOf(new Step.Observe(true));
    return (int)
        steps.subList(0, Math.max(0, observe)).stream().filter(Step.Do.class::isInstance).count();
  }

  private boolean hasFaults() {
    return experiment.scenario().steps().stream().anyMatch(Step.Do.class::isInstance);
  }

  /** Whether the scenario stopped at something that could have come, and did not. */
  private boolean waitedInVain() {
    return trial.ran()
        && trial.outcome().unsettledBecause().orElse("").startsWith("the scenario stopped at ");
  }

  /** What the reader of the trace has to be told. */
  Question question() {
    ClusterSpec spec = experiment.cluster();
    boolean onlyStarted = waits == 1;
    return new Question(
        spec.size(),
        spec.promises(Property.LEADER_HAS_MAJORITY),
        spec.timing().heartbeat().toNanos() / 1000,
        spec.timing().election().max().toNanos() / 1000,
        onlyStarted && hasFaults() ? 3 : experiment.setup().hold(),
        HEARTBEATS,
        onlyStarted
            ? 0
            : measuredFault() < faults.size() ? faults.get(measuredFault()) : lines.size(),
        waitedInVain() ? Long.MAX_VALUE : doneNanos / 1000,
        endNanos / 1000);
  }
}
