package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import quorate.course.Prediction.Verdict;
import quorate.course.Step.Claim;
import quorate.lab.Printable;

/**
 * Compares a prediction with the clusters that reached the goal. Of several that differ those
 * decide that ran when the learner began; if these differ too, or there are none, nothing is
 * judged.
 */
final class Judging {

  private Judging() {}

  /**
   * A prediction's verdict.
   *
   * @param facts all that is known, of other clusters too
   * @param evidence what reached the goal; one or several
   */
  static Verdict of(
      Prediction prediction, String predicted, JsonNode facts, List<Evidence> evidence) {
    Map<Evidence, Verdict> verdicts = new LinkedHashMap<>();
    for (Evidence some : evidence) {
      prediction.judge(predicted, some.facts()).ifPresent(it -> verdicts.put(some, it));
    }
    Map<Evidence, Verdict> deciding = verdicts;
    if (outcomes(verdicts) > 1 && verdicts.keySet().stream().anyMatch(Evidence::began)) {
      deciding = new LinkedHashMap<>(verdicts);
      deciding.keySet().removeIf(it -> !it.began());
    }
    if (deciding.isEmpty()) {
      return Verdict.notJudged(
          prediction.inWords(predicted), "this run does not show it, so nothing is judged");
    } else if (outcomes(deciding) > 1) {
      return Verdict.notJudged(
          prediction.inWords(predicted), differing(prediction, deciding, facts));
    }
    Set<Integer> told = new TreeSet<>();
    deciding.keySet().forEach(it -> told.addAll(it.instances()));
    List<String> names =
        deciding.keySet().stream()
            .flatMap(it -> it.names(prediction, facts, told).stream())
            .map(Printable::of)
            .distinct()
            .toList();
    return deciding.values().iterator().next().inClusters(names);
  }

  private static long outcomes(Map<Evidence, Verdict> verdicts) {
    return verdicts.values().stream().map(Verdict::seen).distinct().count();
  }

  private static String differing(
      Prediction prediction, Map<Evidence, Verdict> verdicts, JsonNode facts) {
    List<String> each = new ArrayList<>();
    verdicts.forEach(
        (evidence, verdict) -> {
          List<String> names =
              evidence.names(prediction, facts, evidence.instances()).stream()
                  .map(Printable::of)
                  .toList();
          each.add("it was " + verdict.seen() + Verdict.in(names));
        });
    return String.join(", and ", each) + "; they differ, so nothing is judged";
  }

  /** Whether a part of a text is true of all that reached the goal. */
  static boolean bearsOut(List<Evidence> evidence, Claim claim) {
    return evidence.stream()
        .allMatch(it -> claim.seen().stream().allMatch(path -> path.matches(it.facts())));
  }
}
