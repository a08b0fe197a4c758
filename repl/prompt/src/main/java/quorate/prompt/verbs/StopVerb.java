package quorate.prompt.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.lab.UserError;
import quorate.report.StoppedView;
import quorate.session.Answer;

/** Stops clusters. */
@Command(
    name = "stop",
    description = "stop a cluster, or all of them, and give back their ports",
    customSynopsis = "stop NAME | stop all")
public final class StopVerb extends Verb {

  @Parameters(arity = "0..1", paramLabel = "CLUSTER|all", description = "a cluster, or all")
  private String name;

  @Override
  public Answer run(String typed) {
    List<ObservedCluster> stopped = chosen();
    stopped.forEach(session()::stop);
    return Answer.of(new StoppedView(names(stopped)));
  }

  private static List<String> names(List<ObservedCluster> clusters) {
    return clusters.stream().map(it -> it.spec().name()).toList();
  }

  private List<ObservedCluster> chosen() {
    if (name == null) {
      List<ObservedCluster> only = session().clusters();
      if (only.size() > 1) {
        throw new UserError(
            "which one? type: stop all, or stop " + String.join(", or stop ", names(only)));
      }
      return only;
    }
    return name.equals("all") ? session().all() : List.of(session().cluster(name));
  }
}
