package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import quorate.experiments.ObservedCluster;
import quorate.report.Json;
import quorate.session.Session;

/**
 * All that was measured since the learner began to work towards a goal: the answers of commands,
 * and what became of every cluster, as folds over their traces. Used by the session's thread.
 */
final class Facts implements Session.Watcher {

  /** The lists of an answer whose items are about a cluster each. */
  static final List<String> NAMING_CLUSTERS = List.of("results", "clusters");

  private final Session session;
  private final List<ObjectNode> answers = new ArrayList<>();
  private final Map<ObservedCluster, ClusterFacts> watched = new LinkedHashMap<>();
  private final Map<String, Integer> instances = new TreeMap<>();
  private int added;

  /**
   * The clusters that ran when the learner began, by name, and the last event that each had then.
   */
  private final Map<String, Long> began = new TreeMap<>();

  private final List<ObjectNode> stopped = new ArrayList<>();

  /** Nothing is measured before {@link #begin}. */
  Facts(Session session) {
    this.session = session;
  }

  /** Begins again: what happened so far is no longer among the facts. */
  void begin() {
    end();
    session.watch(this);
    for (ObservedCluster cluster : session.all()) {
      began.put(cluster.spec().name(), events(cluster));
      added(cluster);
    }
  }

  private static long events(ObservedCluster cluster) {
    return cluster.call(now -> now.trace().last());
  }

  void end() {
    session.forget(this);
    watched.values().forEach(ClusterFacts::end);
    watched.clear();
    stopped.clear();
    began.clear();
    answers.clear();
  }

  /**
   * A cluster that has events already was moved in virtual time, and takes the place of the one
   * before: what happened in its run belongs to the facts, as far as it came after the learner
   * began.
   */
  @Override
  public void added(ObservedCluster cluster) {
    String name = cluster.spec().name();
    long events = events(cluster);
    if (events == 0) {
      began.remove(name);
    }
    began.computeIfPresent(name, (any, last) -> Math.min(last, events));
    instances.put(name, ++added);
    boolean isOld = began.containsKey(name);
    watched.put(cluster, new ClusterFacts(cluster, added, isOld, began.getOrDefault(name, 0L)));
  }

  @Override
  public void stopping(ObservedCluster cluster) {
    ClusterFacts facts = watched.remove(cluster);
    if (facts != null) {
      stopped.add(facts.now(false));
      facts.end();
    }
  }

  /**
   * A command was answered. A name may have belonged to other clusters before: what is said of it
   * is about the one that has it now.
   */
  void answered(ObjectNode answer) {
    for (String list : NAMING_CLUSTERS) {
      if (answer.path(list).isArray()) {
        ArrayNode copy = answer.get(list).deepCopy();
        copy.forEach(this::number);
        answer.set(list, copy);
      }
    }
    answers.add(answer);
  }

  private void number(JsonNode item) {
    Integer instance = instances.get(item.path("cluster").asText());
    if (instance != null && item instanceof ObjectNode object) {
      object.put("instance", instance);
    }
  }

  /** The answer of the last command alone. */
  static ObjectNode ofLastAnswer(JsonNode facts) {
    return ofLast(facts, List.of());
  }

  /** Those facts that are about the last command, and about the clusters that run. */
  static ObjectNode ofLastTry(JsonNode facts) {
    return ofLast(
        facts,
        facts.get("clusters").valueStream().filter(it -> it.get("running").asBoolean()).toList());
  }

  private static ObjectNode ofLast(JsonNode facts, List<JsonNode> clusters) {
    return of(facts.get("answer"), List.of(facts.get("answer")), clusters);
  }

  /** Facts as chapters ask for them. */
  static ObjectNode of(JsonNode answer, List<? extends JsonNode> answers, List<JsonNode> clusters) {
    ObjectNode facts = Json.object().set("answer", answer);
    facts.putArray("answers").addAll(answers);
    facts.putArray("clusters").addAll(clusters);
    return facts;
  }

  ObjectNode now() {
    List<JsonNode> clusters = new ArrayList<>(stopped);
    watched.values().forEach(it -> clusters.add(it.now(true)));
    return of(answers.isEmpty() ? null : answers.get(answers.size() - 1), answers, clusters);
  }
}
