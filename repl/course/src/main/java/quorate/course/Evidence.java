package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import quorate.course.Prediction.Verdict;
import quorate.report.Json;

/**
 * Clusters that reach a goal by themselves, and the facts about them alone. A learner may run
 * others beside them, which say nothing about what was predicted.
 *
 * @param instances the numbers of the clusters; none if the goal is about trials
 * @param facts what is known of them, and of trials
 */
record Evidence(Set<Integer> instances, ObjectNode facts) {

  /** No goal of the course needs more clusters at the same time. */
  private static final int MOST_TOGETHER = 3;

  /** Of more clusters only the latest are tried in all combinations. */
  private static final int MOST_TRIED = 10;

  /** Every smallest set of clusters that reaches a goal; several if a learner runs twins. */
  static List<Evidence> all(Goal goal, JsonNode facts) {
    List<Integer> known =
        StreamSupport.stream(facts.get("clusters").spliterator(), false)
            .map(it -> it.get("instance").asInt())
            .toList();
    List<Integer> tried = known.subList(Math.max(0, known.size() - MOST_TRIED), known.size());
    List<Evidence> found = new ArrayList<>();
    for (int size = 0; size <= Math.min(MOST_TOGETHER, tried.size()); size++) {
      for (Set<Integer> some : choose(tried, size)) {
        if (found.stream().noneMatch(it -> some.containsAll(it.instances()))) {
          Evidence evidence = new Evidence(some, about(some, facts));
          if (goal.isReached(evidence.facts())) {
            found.add(evidence);
          }
        }
      }
    }
    return found.isEmpty() ? List.of(smallest(goal, new TreeSet<>(known), facts)) : found;
  }

  private static List<Set<Integer>> choose(List<Integer> from, int size) {
    if (size == 0) {
      return List.of(new TreeSet<>());
    }
    List<Set<Integer>> sets = new ArrayList<>();
    IntStream.range(0, from.size())
        .forEach(
            first -> {
              for (Set<Integer> rest : choose(from.subList(first + 1, from.size()), size - 1)) {
                rest.add(from.get(first));
                sets.add(rest);
              }
            });
    return sets;
  }

  /** One after the other is left out as long as the goal is still reached without it. */
  private static Evidence smallest(Goal goal, Set<Integer> all, JsonNode facts) {
    Set<Integer> needed = new TreeSet<>(all);
    for (Integer one : all) {
      Set<Integer> without = new TreeSet<>(needed);
      without.remove(one);
      if (goal.isReached(about(without, facts))) {
        needed = without;
      }
    }
    return new Evidence(needed, about(needed, facts));
  }

  private static ObjectNode about(Set<Integer> instances, JsonNode facts) {
    ObjectNode some = Json.object();
    some.set("answer", answerAbout(instances, facts.get("answer")));
    ArrayNode answers = some.putArray("answers");
    facts.get("answers").forEach(it -> answers.add(answerAbout(instances, it)));
    some.set("clusters", only(instances, facts.get("clusters")));
    return some;
  }

  private static JsonNode answerAbout(Set<Integer> instances, JsonNode answer) {
    if (!(answer instanceof ObjectNode object)) {
      return answer;
    }
    ObjectNode some = Json.object();
    some.setAll(object);
    for (String list : Facts.NAMING_CLUSTERS) {
      if (answer.path(list).isArray()) {
        some.set(list, only(instances, answer.get(list)));
      }
    }
    return some;
  }

  private static ArrayNode only(Set<Integer> instances, JsonNode list) {
    ArrayNode some = Json.object().putArray("only");
    for (JsonNode it : list) {
      if (!it.has("instance") || instances.contains(it.get("instance").asInt())) {
        some.add(it);
      }
    }
    return some;
  }

  /** Whether all of them ran when the learner began to work towards the goal. */
  boolean began() {
    return StreamSupport.stream(facts.get("clusters").spliterator(), false)
        .allMatch(it -> it.get("began").asBoolean());
  }

  /**
   * The names of the clusters that a prediction is about, where others of their algorithm run that
   * it could be about.
   *
   * @param all what is known of all clusters
   * @param told which clusters need not be told apart
   */
  List<String> names(Prediction prediction, JsonNode all, Set<Integer> told) {
    List<String> names = new ArrayList<>();
    Optional<Verdict> verdict = prediction.judge(prediction.example(), facts);
    for (JsonNode own : facts.get("clusters")) {
      Set<Integer> others = new TreeSet<>(instances);
      others.remove(own.get("instance").asInt());
      boolean matters = !prediction.judge(prediction.example(), about(others, all)).equals(verdict);
      if (matters && hasTwin(own, all, told)) {
        names.add(own.get("cluster").asText());
      }
    }
    return names;
  }

  private static boolean hasTwin(JsonNode own, JsonNode all, Set<Integer> told) {
    return StreamSupport.stream(all.get("clusters").spliterator(), false)
        .anyMatch(
            other ->
                other.get("running").asBoolean()
                    && !told.contains(other.get("instance").asInt())
                    && other.get("algorithm").equals(own.get("algorithm"))
                    && !other.get("cluster").equals(own.get("cluster")));
  }
}
