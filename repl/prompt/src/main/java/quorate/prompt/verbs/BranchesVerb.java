package quorate.prompt.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.report.BranchesView;
import quorate.report.BranchesView.ClusterBranches;
import quorate.report.ClusterName;
import quorate.session.Answer;
import quorate.session.Branches.Branch;
import quorate.session.Session;
import quorate.session.TimeTravel;

/** Lists the branches. */
@Command(
    name = "branches",
    description = "in virtual time: the branches, with what is done in each",
    customSynopsis = "branches")
public final class BranchesVerb extends Verb {

  @Override
  public Answer run(String typed) {
    List<ObservedCluster> clusters = session().clusters();
    clusters.forEach(TimeTravel::check);
    return Answer.of(view(session(), clusters));
  }

  static BranchesView view(Session session, List<ObservedCluster> clusters) {
    return new BranchesView(
        clusters.stream()
            .map(
                cluster ->
                    new ClusterBranches(
                        ClusterName.of(cluster),
                        session.branches().all(cluster).stream().map(BranchesVerb::view).toList()))
            .toList());
  }

  private static BranchesView.Branch view(Branch it) {
    return new BranchesView.Branch(
        it.name(),
        it.isPresent(),
        it.at().nanos(),
        it.way().end().nanos(),
        TimeTravel.faults(it.way(), 0));
  }
}
