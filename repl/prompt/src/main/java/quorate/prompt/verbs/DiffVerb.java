package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.report.StatusView;
import quorate.report.timeline.DiffView;
import quorate.report.timeline.Part;
import quorate.report.timeline.TimelineView;
import quorate.report.timeline.TimelineView.ClusterTimeline;
import quorate.session.Answer;
import quorate.session.Branches.Branch;
import quorate.session.Difference;
import quorate.session.Progress;

/** Compares two branches. */
@Command(
    name = "diff",
    description = "in virtual time: where two branches begin to differ, and what became of each",
    customSynopsis = "diff NAME NAME")
public final class DiffVerb extends Verb {

  private static final int ROWS = 40;

  @Parameters(arity = "2", paramLabel = "BRANCH", description = "which two")
  private List<String> names;

  @Override
  public Answer run(String typed) throws InterruptedException {
    ObservedCluster cluster = TimeVerb.onlyCluster(session(), typed);
    List<Branch> branches = new ArrayList<>();
    for (String name : names) {
      branches.add(session().branches().named(cluster, name));
    }
    Progress progress = progress();
    Difference difference = Difference.of(branches.get(0).way(), branches.get(1).way(), progress);
    try (ObservedCluster one = session().branches().again(branches.get(0), progress);
        ObservedCluster other = session().branches().again(branches.get(1), progress)) {
      List<ObservedCluster> both = List.of(one, other);
      return Answer.of(
          new DiffView(
              names,
              difference.first(),
              StatusView.of(both),
              difference.number().map(number -> timelines(both, number))));
    }
  }

  private static TimelineView timelines(List<ObservedCluster> both, long from) {
    List<ClusterTimeline> timelines =
        both.stream()
            .map(
                it ->
                    TimelineView.of(
                        it, (events, nowNanos) -> Part.sinceEvent(from, events), it.hosts(), false))
            .toList();
    return new TimelineView(timelines, false, ROWS, false);
  }
}
