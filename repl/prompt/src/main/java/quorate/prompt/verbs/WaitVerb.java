package quorate.prompt.verbs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.Wait;
import quorate.experiments.language.Quantities;
import quorate.lab.UserError;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.report.WaitView;
import quorate.report.WaitView.Waited;
import quorate.session.Answer;
import quorate.spi.NodeId;

/** Waits for a time to pass, or for clusters to get somewhere. */
@Command(
    name = "wait",
    description = "wait for a while, or until the clusters have a leader, agree, or are quiet",
    customSynopsis = "wait TIME | leader | converged | quiet | heartbeat")
public final class WaitVerb extends Verb {

  @Parameters(paramLabel = "TIME|UNTIL", description = "a time like 500ms, or a word")
  private String what;

  @Override
  public Answer run(String typed) throws InterruptedException {
    Wait wait = Wait.parse(what);
    if (wait.time().isPresent()) {
      return sleep(wait.time().get());
    }
    List<Waited> clusters = new ArrayList<>();
    for (ObservedCluster cluster : session().clusters()) {
      long began = now(cluster);
      if (!wait.in(cluster, FollowingVerb.limit(cluster), RunVerb.moments(cluster), false)) {
        throw new UserError(
            "%s is not there after %s: %s%s"
                .formatted(
                    cluster.spec().name(),
                    Quantities.words(FollowingVerb.limit(cluster)),
                    what,
                    cluster.obstacle().map(it -> "; type: " + it).orElse("")));
      }
      Duration waited = Duration.ofNanos(now(cluster) - began);
      clusters.add(new Waited(cluster.spec().name(), waited, leader(cluster)));
    }
    return Answer.of(new WaitView(what, clusters));
  }

  /** As much time passes for each simulated cluster, and once for all others together. */
  private Answer sleep(Duration time) throws InterruptedException {
    if (session().all().isEmpty()) {
      throw new UserError(
          "no cluster is running, so nothing happens meanwhile; type: start raft 5");
    }
    boolean inRealTime = false;
    for (ObservedCluster cluster : session().clusters()) {
      if (isSimulated(cluster) || !inRealTime) {
        cluster.runFor(time);
        inRealTime = inRealTime || !isSimulated(cluster);
      }
    }
    return Answer.of(new WaitView(what, List.of()));
  }

  private static long now(ObservedCluster cluster) {
    return cluster.call(now -> now.trace().nowNanos());
  }

  private static Optional<NodeId> leader(ObservedCluster cluster) {
    return cluster.call(now -> now.state().agreement().flatMap(Agreement::leader));
  }
}
