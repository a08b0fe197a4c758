package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.netty.node.HostPort;
import quorate.nodes.cluster.AttachedCluster;
import quorate.report.AttachedView;
import quorate.report.StatusView;
import quorate.session.Answer;

/** Follows a cluster of processes that somebody else started. */
@Command(
    name = "attach",
    description = "follow a cluster of processes that somebody else started",
    customSynopsis = "attach URL ...")
public final class AttachVerb extends Verb {

  @Parameters(
      arity = "1..*",
      paramLabel = "URL",
      description = "where its nodes answer: http://127.0.0.1:8001")
  private List<String> urls = new ArrayList<>();

  @Override
  public Answer run(String typed) throws InterruptedException {
    List<HostPort> addresses = urls.stream().map(AttachVerb::address).toList();
    AttachedCluster attached =
        AttachedCluster.create(addresses, session().catalog(), session()::freeName);
    ObservedCluster cluster = new ObservedCluster(attached);
    try {
      attached.join();
    } catch (InterruptedException | RuntimeException failed) {
      cluster.close();
      throw failed;
    }
    cluster.resetCounts(); // not all nodes are followed from the same moment on
    session().add(cluster);
    return Answer.of(
        new AttachedView(
            cluster.spec().name(), attached.missing(), StatusView.of(List.of(cluster))));
  }

  private static HostPort address(String typed) {
    try {
      return HostPort.parse(typed.replaceFirst("^http://", "").replaceFirst("/$", ""));
    } catch (UserError none) {
      throw new UserError(
          "'%s' is not where a node answers; type, for instance: attach http://127.0.0.1:8001"
              .formatted(Printable.of(typed)));
    }
  }
}
