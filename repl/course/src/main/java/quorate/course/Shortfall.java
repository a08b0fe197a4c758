package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import quorate.lab.Printable;

/**
 * What a goal still lacks, in words. A path of the goal is taken apart into its conditions, and
 * those that the nearest cluster or answer does not meet are named, if there are words for them.
 * What a prediction may be about, such as who leads, is not named.
 */
final class Shortfall {

  private static final Pattern PATH =
      Pattern.compile(
          "\\$\\.(clusters|answer\\.results|answers\\[\\*]\\.results)\\[\\?\\((.*)\\)]",
          Pattern.DOTALL);

  /** More in one sentence is hard to read. */
  private static final int MOST_NAMED = 2;

  private final JsonNode facts;
  private final List<Condition> conditions;

  private Shortfall(JsonNode facts, List<Condition> conditions) {
    this.facts = facts;
    this.conditions = conditions;
  }

  /** Empty if there are no words for what is lacking. */
  static Optional<String> of(Goal goal, JsonNode facts) {
    if (facts.get("clusters").valueStream().noneMatch(it -> it.get("running").asBoolean())) {
      return Optional.empty(); // a learner who has stopped all knows that
    }
    return goal.reached().stream()
        .filter(path -> !path.matches(facts))
        .map(path -> of(path, facts))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> of(FactPath path, JsonNode facts) {
    Matcher matcher = PATH.matcher(path.toString());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Condition> conditions = Condition.all(matcher.group(2));
    Shortfall shortfall = new Shortfall(facts, conditions);
    return matcher.group(1).equals("clusters")
        ? shortfall.amongClusters()
        : shortfall.amongResults();
  }

  private Optional<String> amongClusters() {
    List<JsonNode> running =
        facts.get("clusters").valueStream().filter(it -> it.get("running").asBoolean()).toList();
    List<JsonNode> fitting = fitting(running, Condition::isIdentity);
    return fitting.isEmpty() ? noneRuns() : nearest(fitting);
  }

  private Optional<String> noneRuns() {
    return conditions.stream()
        .filter(Condition::isIdentity)
        .map(
            it ->
                it.field().equals("cluster")
                    ? "No cluster with the name " + it.value() + " is running."
                    : "No cluster of " + it.value() + " is running.")
        .findFirst();
  }

  /** An earlier answer may no longer say how things are: only of the last one it is said. */
  private Optional<String> amongResults() {
    List<JsonNode> last = outcomes(List.of(facts.get("answer")));
    if (!last.isEmpty()) {
      return nearest(last);
    }
    return outcomes(facts.get("answers").valueStream().toList()).isEmpty()
        ? noOutcome()
        : Optional.empty();
  }

  /** The results that are about such a cluster, and of such a command. */
  private List<JsonNode> outcomes(List<JsonNode> answers) {
    List<JsonNode> results = new ArrayList<>();
    answers.forEach(answer -> answer.path("results").forEach(results::add));
    return fitting(results, it -> it.isIdentity() || it.field().equals("verb"));
  }

  private Optional<String> noOutcome() {
    String where =
        conditions.stream()
            .filter(Condition::isIdentity)
            .map(it -> " in " + it.value())
            .findFirst()
            .orElse("");
    return conditions.stream()
        .filter(it -> it.field().equals("verb") && it.isEqual())
        .map(it -> "Still missing: the outcome of a `" + it.value() + "`" + where + ".")
        .findFirst();
  }

  private List<JsonNode> fitting(List<JsonNode> items, Predicate<Condition> which) {
    return items.stream()
        .filter(item -> conditions.stream().filter(which).allMatch(it -> it.isMet(item)))
        .toList();
  }

  /** What the one that meets most conditions does not meet; of several, the latest. */
  private Optional<String> nearest(List<JsonNode> items) {
    JsonNode nearest =
        items.stream()
            .max(Comparator.comparingLong(this::met).thenComparing(items::indexOf))
            .orElseThrow();
    String said =
        conditions.stream()
            .filter(it -> !it.isMet(nearest))
            .flatMap(it -> it.inWords(nearest).stream())
            .limit(MOST_NAMED)
            .collect(Collectors.joining(", and "));
    String name = Printable.of(nearest.path("cluster").asText());
    return said.isEmpty() ? Optional.empty() : Optional.of("In " + name + ", " + said + ".");
  }

  private long met(JsonNode item) {
    return conditions.stream().filter(it -> it.isMet(item)).count();
  }
}
