package quorate.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import quorate.lab.measure.Counts.Tally;
import quorate.report.CountsView.ClusterCounts;
import quorate.report.CountsView.LastElection;
import quorate.report.Json;
import quorate.spi.Purpose;

/** The messages of a cluster as figures to be drawn. */
final class Bars {

  private Bars() {}

  /** The types in the order in which the algorithm declares them, and the last election. */
  static ObjectNode of(ClusterCounts cluster) {
    ObjectNode json = Json.object().put("cluster", cluster.name().name());
    ArrayNode types = json.putArray("types");
    cluster.counts().byType().keySet().stream()
        .sorted(cluster.order())
        .forEach(name -> types.add(type(name, cluster.counts().byType().get(name))));
    cluster.lastElection().ifPresent(it -> json.set("election", election(it)));
    return json;
  }

  private static ObjectNode type(String name, Tally tally) {
    return Json.object()
        .put("name", name)
        .put("heartbeat", tally.purpose() == Purpose.HEARTBEAT)
        .put("sent", tally.sent())
        .put("dropped", tally.droppedInAll());
  }

  private static ObjectNode election(LastElection last) {
    ObjectNode json = Json.object().put("cause", last.cause()).put("sent", last.sent());
    last.theory().ifPresent(it -> json.put("theory", it.sent()).put("formula", it.formula()));
    return json;
  }
}
