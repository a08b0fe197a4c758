package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.lab.UserError;
import quorate.report.StatusView;
import quorate.report.View;
import quorate.report.WrittenView;
import quorate.report.page.ReportPage;
import quorate.report.page.ReportPage.Diagram;
import quorate.session.Answer;
import quorate.session.OutputFile;

/** Writes what the command before answered, and what the clusters did, as a page. */
@Command(
    name = "report",
    description = "write the last answer, and a diagram of each cluster, as a page for a browser",
    customSynopsis = "report FILE.html")
public final class ReportVerb extends Verb {

  private final Shell shell;

  @Parameters(index = "0", paramLabel = "FILE", description = "where to")
  private String file;

  ReportVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Answer run(String typed) throws InterruptedException {
    Shell.Answered last =
        shell
            .lastAnswer()
            .orElseThrow(() -> new UserError("nothing was answered yet; type: start raft 5"));
    List<ObservedCluster> clusters = session().all();
    List<View> status = clusters.isEmpty() ? List.of() : List.of(StatusView.of(clusters));
    List<Diagram> diagrams = new ArrayList<>();
    for (ObservedCluster cluster : clusters) {
      String name = cluster.spec().name() + ", " + cluster.spec().size() + " nodes";
      diagrams.add(Diagram.of(name, cluster));
    }
    boolean exact = clusters.stream().allMatch(Verb::isSimulated);
    ReportPage page =
        new ReportPage(
            last.command(), last.answer().view(), shell.worked(), exact, status, diagrams);
    try (OutputFile out = new OutputFile(file)) {
      out.write(page::write);
    }
    return Answer.of(
        new WrittenView(file, "wrote the answer to: " + last.command() + "; a browser shows it"));
  }
}
