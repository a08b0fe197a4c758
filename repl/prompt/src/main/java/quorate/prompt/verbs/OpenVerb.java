package quorate.prompt.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.report.OpenedView;
import quorate.report.StatusView;
import quorate.session.Answer;
import quorate.session.Recorded;

/** Reads runs that were exported, to look at them. */
@Command(
    name = "open",
    description = "read a file that export jsonl wrote, and look at its runs as if they ran here",
    customSynopsis = "open FILE")
public final class OpenVerb extends Verb {

  @Parameters(index = "0", paramLabel = "FILE", description = "a file of export jsonl")
  private String file;

  @Override
  public Answer run(String typed) {
    List<ObservedCluster> clusters = Recorded.open(file, session());
    List<String> names = clusters.stream().map(it -> it.spec().name()).toList();
    return Answer.of(new OpenedView(file, names, StatusView.of(clusters)));
  }
}
