package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
        facts.get("clusters").valueStream().map(it -> it.get("instance").asInt()).toList();
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
    for (int first = 0; first < from.size(); first++) {
      for (Set<Integer> rest : choose(from.subList(first + 1, from.size()), size - 1)) {
        rest.add(from.get(first));
        sets.add(rest);
      }
    }
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
    return Facts.of(
        answerAbout(instances, facts.get("answer")),
        facts.get("answers").valueStream().map(it -> answerAbout(instances, it)).toList(),
        only(instances, facts.get("clusters")));
  }

  private static JsonNode answerAbout(Set<Integer> instances, JsonNode answer) {
    if (!(answer instanceof ObjectNode object)) {
      return answer;
    }
    ObjectNode some = Json.object();
    some.setAll(object);
    for (String list : Facts.NAMING_CLUSTERS) {
      if (answer.path(list).isArray()) {
        some.putArray(list).addAll(only(instances, answer.get(list)));
      }
    }
    return some;
  }

  private static List<JsonNode> only(Set<Integer> instances, JsonNode list) {
    return list.valueStream()
        .filter(it -> !it.has("instance") || instances.contains(it.get("instance").asInt()))
        .toList();
  }

  /** Whether all of them ran when the learner began to work towards the goal. */
  boolean began() {
    return facts.get("clusters").valueStream().allMatch(it -> it.get("began").asBoolean());
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
    return all.get("clusters")
        .valueStream()
        .anyMatch(
            other ->
                other.get("running").asBoolean()
                    && !told.contains(other.get("instance").asInt())
                    && other.get("algorithm").equals(own.get("algorithm"))
                    && !other.get("cluster").equals(own.get("cluster")));
  }
}
