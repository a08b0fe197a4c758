package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import quorate.experiments.language.FaultRows;
import quorate.experiments.published.PublishedExperiments;
import quorate.report.AlgorithmsView;
import quorate.report.ClusterName;
import quorate.report.ExperimentsView;
import quorate.report.NetView;
import quorate.report.PendingView;
import quorate.report.PendingView.ClusterPending;
import quorate.report.StatusView;
import quorate.session.Answer;
import quorate.session.Session;
import quorate.session.WhatComes;

/** The commands that can be typed. */
final class Verbs {

  private Verbs() {}

  /**
   * All of them.
   *
   * @param course the commands of the course, if there is one
   */
  static List<Verb> inOrderOfHelp(Session session, List<Verb> course) {
    List<Verb> verbs = new ArrayList<>(List.of(new StartVerb(), new StopVerb(), status(session)));
    FaultRows.all().values().forEach(row -> verbs.add(new FaultVerb(row)));
    verbs.addAll(
        List.of(
            net(session),
            new CountsVerb(),
            new TraceVerb(),
            new TimelineVerb(),
            new StepVerb(),
            new GotoVerb(),
            pending(session),
            new DeliverVerb(),
            new BranchVerb(),
            new BranchesVerb(),
            new SwitchVerb(),
            new DiffVerb(),
            new ExportVerb(),
            new OpenVerb(),
            new AttachVerb(),
            new WaitVerb(),
            new WhyVerb(),
            new InspectVerb(),
            new ExplainVerb(),
            new CompareVerb(),
            new SweepVerb(),
            new MergeVerb(),
            new MatrixVerb(),
            new ScenariosVerb(),
            new RunVerb(),
            new ObserveVerb(),
            new ReplayVerb(),
            new ChaosVerb(),
            new ExperimentVerb(),
            experiments(session)));
    if (course.stream().noneMatch(BackVerb.class::isInstance)) {
      verbs.add(new BackVerb());
    }
    verbs.addAll(course);
    verbs.addAll(List.of(algorithms(session), new SetVerb(), new OnVerb(), new HelpVerb(), quit()));
    return verbs;
  }

  // Commands of one word

  private static Verb status(Session session) {
    return new PlainVerb(
        "status",
        "node by node: up, paused or crashed, role, epoch, its leader, its port",
        () -> Answer.of(StatusView.of(session.clusters())));
  }

  private static Verb pending(Session session) {
    return new PlainVerb(
        "pending",
        "in virtual time: all messages under way and all timers, in their order",
        () ->
            Answer.of(
                new PendingView(
                    session.clusters().stream()
                        .map(WhatComes::in)
                        .map(it -> new ClusterPending(ClusterName.of(it.cluster()), it.all()))
                        .toList())));
  }

  private static Verb net(Session session) {
    return new PlainVerb(
        "net",
        "who can talk to whom: the links, and what is wrong with each",
        () -> Answer.of(NetView.of(session.clusters())));
  }

  private static Verb algorithms(Session session) {
    return new PlainVerb(
        "algorithms",
        "every algorithm: its paper, what it promises, its options",
        () -> Answer.of(new AlgorithmsView(session.catalog().all())));
  }

  private static Verb experiments(Session session) {
    return new PlainVerb(
        "experiments",
        "list the published experiments that can be run",
        () -> Answer.of(new ExperimentsView(PublishedExperiments.all(session.catalog()))));
  }

  private static Verb quit() {
    return new PlainVerb(
        "quit", "stop all clusters and leave; Ctrl-D does the same", Answer::leaving);
  }
}
