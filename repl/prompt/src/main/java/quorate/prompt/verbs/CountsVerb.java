package quorate.prompt.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import quorate.experiments.ObservedCluster;
import quorate.report.CountsView;
import quorate.report.CountsView.ClusterCounts;
import quorate.session.Answer;
import quorate.session.Session.Election;

/** Shows message counts side by side, and beside the last election what the theory says. */
@Command(
    name = "counts",
    description = "messages by type and purpose: sent, delivered, dropped, bytes; and the theory",
    customSynopsis = "counts [--reset]")
public final class CountsVerb extends Verb {

  @Option(names = "--reset", description = "print, and start counting again from zero")
  private boolean reset;

  @Override
  public Answer run(String typed) {
    List<ClusterCounts> counts =
        session().clusters().stream()
            .map(it -> CountsView.of(it, session().lastElection(it).map(Election::view)))
            .toList();
    if (reset) {
      session().clusters().forEach(ObservedCluster::resetCounts);
    }
    return Answer.of(new CountsView(counts, reset));
  }
}
