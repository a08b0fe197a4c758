package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.Counts;
import quorate.lab.measure.Outcome;
import quorate.spi.Theory;

/**
 * Message counts of some clusters.
 *
 * @param reset whether they are counted from nothing again, from now on
 */
public record CountsView(List<ClusterCounts> clusters, boolean reset) implements View {

  /**
   * Messages of one cluster.
   *
   * @param order that in which the algorithm declares its messages
   */
  public record ClusterCounts(
      ClusterName name,
      Comparator<String> order,
      Counts counts,
      Optional<LastElection> lastElection) {}

  /**
   * An election that a command followed, and what the paper says about such an election, if
   * anything.
   */
  public record LastElection(String cause, Outcome outcome, Optional<Theory> theory) {

    long sent() {
      return outcome.messages().heartbeatsApart().sent();
    }
  }

  public static ClusterCounts of(ObservedCluster cluster, Optional<LastElection> lastElection) {
    return new ClusterCounts(
        ClusterName.of(cluster),
        Messages.inOrder(cluster.spec().algorithm()),
        cluster.counts(),
        lastElection);
  }

  @Override
  public String text(Display display) {
    return new CountsText(clusters).render(display)
        + (reset ? "\ncounting from nothing again" : "");
  }

  @Override
  public ObjectNode json() {
    return Json.listed("clusters", clusters, cluster -> json(cluster));
  }

  private static ObjectNode json(ClusterCounts cluster) {
    ObjectNode json = cluster.name().json();
    json.set("messages", Json.counts(cluster.counts()));
    cluster
        .lastElection()
        .ifPresent(
            election -> {
              ObjectNode last = json.putObject("last_election").put("cause", election.cause());
              last.put("sent", election.sent());
              election
                  .theory()
                  .ifPresent(
                      theory -> last.put("theory", theory.sent()).put("formula", theory.formula()));
            });
    return json;
  }
}
