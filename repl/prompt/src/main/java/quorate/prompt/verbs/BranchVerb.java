package quorate.prompt.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.session.Answer;
import quorate.session.TimeTravel;

/** Keeps the present run as it is, and goes on in a branch of it. */
@Command(
    name = "branch",
    description = "in virtual time: keep this run as it is, and go on in a branch of it",
    customSynopsis = "branch NAME")
public final class BranchVerb extends Verb {

  @Parameters(paramLabel = "BRANCH", description = "what to call it")
  private String name;

  @Override
  public Answer run(String typed) {
    List<ObservedCluster> clusters = session().clusters();
    clusters.forEach(TimeTravel::check);
    clusters.forEach(cluster -> session().branches().begin(cluster, name));
    return Answer.of(BranchesVerb.view(session(), clusters));
  }
}
