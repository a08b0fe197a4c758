package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.Trial;
import quorate.experiments.language.NodeSelection;
import quorate.experiments.language.Quantities;
import quorate.experiments.typed.RunId;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.report.ReplayView;
import quorate.report.timeline.Part;
import quorate.report.timeline.TimelineView;
import quorate.report.timeline.TimelineView.Choice;
import quorate.report.timeline.TimelineView.ClusterTimeline;
import quorate.session.Answer;
import quorate.session.ScenarioFiles;
import quorate.spi.NodeId;

/** Draws what happened: a lane for each node, messages as arrows. */
@Command(
    name = "timeline",
    description = "a picture of what happened: a lane for each node, messages as arrows",
    customSynopsis =
        "timeline [slowest|ID] [--last TIME] [--from TIME] [--around election] [--node NODES]"
            + " [--heartbeats] [--events] [--rows N]")
public final class TimelineVerb extends Verb {

  private static final int ROWS = 100;
  private static final String SLOWEST = "slowest";

  @Parameters(
      arity = "0..1",
      paramLabel = "slowest|ID",
      description = "a trial that a report named")
  private String trial;

  @Mixin private PartOptions part;

  @Option(names = "--node", paramLabel = "NODES", description = "only these nodes have a lane")
  private String nodes;

  @Option(names = "--heartbeats", description = "every heartbeat as well")
  private boolean heartbeats;

  @Option(names = "--events", description = "a row for each event, with its number in the trace")
  private boolean events;

  @Option(names = "--rows", paramLabel = "N", description = "how many rows; otherwise 100")
  private String rows;

  @Override
  public Answer run(String typed) throws InterruptedException {
    int most = rows == null ? ROWS : Quantities.integer(rows, "how many rows; type: --rows 200");
    if (most < 1) {
      throw new UserError("at least 1 row is drawn, got " + most + "; type: --rows 200");
    }
    Choice choice = part.or(trial == null ? Part::sinceFault : Part::ofTrial);
    Optional<NodeSelection> lanes = Optional.ofNullable(nodes).map(NodeSelection::parse);
    List<ClusterTimeline> all =
        trial == null ? ofClusters(choice, lanes) : ofTrials(ids(), choice, lanes);
    return Answer.of(new TimelineView(all, events, most, !part.hasBeginning()));
  }

  private List<ClusterTimeline> ofClusters(Choice part, Optional<NodeSelection> lanes)
      throws InterruptedException {
    Map<ObservedCluster, SortedSet<NodeId>> shown = new LinkedHashMap<>();
    for (ObservedCluster cluster : session().clusters()) {
      shown.put(cluster, lanes(cluster, lanes));
    }
    List<ClusterTimeline> all = new ArrayList<>();
    shown.forEach((cluster, its) -> all.add(TimelineView.of(cluster, part, its, heartbeats)));
    return all;
  }

  private static SortedSet<NodeId> lanes(ObservedCluster cluster, Optional<NodeSelection> lanes)
      throws InterruptedException {
    return lanes.isPresent() ? cluster.select(lanes.get()) : cluster.hosts();
  }

  // Trials

  private List<RunId> ids() {
    if (trial.equals(SLOWEST)) {
      return session().outliers();
    }
    RunId id = RunId.parse(trial, session().catalog(), ScenarioFiles::find, SLOWEST);
    if (id.kind() != RunId.Kind.TRIAL) {
      throw new UserError("a timeline shows one trial; type an id that says trial=1, not trials=");
    }
    StartVerb.checkSize(id.experiment().cluster().size(), World.SIM);
    return List.of(id);
  }

  private List<ClusterTimeline> ofTrials(
      List<RunId> ids, Choice part, Optional<NodeSelection> lanes) throws InterruptedException {
    List<ClusterTimeline> all = new ArrayList<>();
    for (RunId id : ids) {
      try (Trial.Run run = Trial.Run.simulate(id.experiment(), id.number())) {
        ReplayView.check(id, run.trial().fingerprint());
        ObservedCluster cluster = run.cluster();
        all.add(TimelineView.of(cluster, part, lanes(cluster, lanes), heartbeats));
      }
    }
    return all;
  }
}
