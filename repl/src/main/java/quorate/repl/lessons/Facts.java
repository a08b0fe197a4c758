package quorate.repl.lessons;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import quorate.lab.experiment.ObservedCluster;
import quorate.repl.render.Json;
import quorate.repl.session.Session;

/**
 * All that was measured since the learner began to work towards a goal: the answers of commands,
 * and what became of every cluster, as folds over their traces. Used by the session's thread.
 */
final class Facts implements Session.Watcher {

  private final Session session;
  private final List<ObjectNode> answers = new ArrayList<>();
  private final Map<ObservedCluster, ClusterFacts> watched = new LinkedHashMap<>();
  private final List<ObjectNode> stopped = new ArrayList<>();

  /** Nothing is measured before {@link #begin}. */
  Facts(Session session) {
    this.session = session;
  }

  /** Begins anew: what happened so far is no longer among the facts. */
  void begin() {
    end();
    session.watch(this);
    session.all().forEach(this::added);
  }

  /** Measures no longer. */
  void end() {
    session.forget(this);
    watched.values().forEach(ClusterFacts::end);
    watched.clear();
    stopped.clear();
    answers.clear();
  }

  @Override
  public void added(ObservedCluster cluster) {
    watched.put(cluster, new ClusterFacts(cluster));
  }

  @Override
  public void stopping(ObservedCluster cluster) {
    ClusterFacts facts = watched.remove(cluster);
    if (facts != null) {
      stopped.add(facts.now(false));
      facts.end();
    }
  }

  /** A command was answered. */
  void answered(ObjectNode answer) {
    answers.add(answer);
  }

  /** Those facts that are about the last command, and about the clusters that run. */
  static ObjectNode ofLastTry(JsonNode facts) {
    ObjectNode last = Json.object();
    last.set("answer", facts.get("answer"));
    last.putArray("answers").add(facts.get("answer"));
    ArrayNode clusters = last.putArray("clusters");
    for (JsonNode cluster : facts.get("clusters")) {
      if (cluster.get("running").asBoolean()) {
        clusters.add(cluster);
      }
    }
    return last;
  }

  /**
   * Those facts that are about the clusters of the last answer, for who works with several; all
   * facts if that answer names none.
   */
  static JsonNode ofLastNamed(JsonNode facts) {
    Set<String> named = new TreeSet<>();
    for (String list : List.of("results", "clusters")) {
      facts.get("answer").path(list).forEach(it -> named.add(it.path("cluster").asText()));
    }
    if (named.isEmpty()) {
      return facts;
    }
    ObjectNode some = facts.deepCopy();
    some.withArray("clusters")
        .removeIf(cluster -> !named.contains(cluster.get("cluster").asText()));
    return some;
  }

  /** All facts, as chapters ask for them. */
  ObjectNode now() {
    ObjectNode facts = Json.object();
    facts.set("answer", answers.isEmpty() ? null : answers.get(answers.size() - 1));
    answers.forEach(facts.putArray("answers")::add);
    ArrayNode clusters = facts.putArray("clusters");
    stopped.forEach(clusters::add);
    watched.values().forEach(it -> clusters.add(it.now(true)));
    return facts;
  }
}
