package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import quorate.course.Prediction.Verdict;

/** What a learner predicts in a chapter, and what came of it, by the number of the step. */
final class Predictions {

  private final Chapter chapter;
  private final SortedMap<Integer, String> open;
  private final SortedMap<Integer, Boolean> right;

  /**
   * Those of a chapter.
   *
   * @param open what was predicted and not compared yet; is changed
   * @param right for each that was compared whether it was right; is changed
   */
  Predictions(Chapter chapter, SortedMap<Integer, String> open, SortedMap<Integer, Boolean> right) {
    this.chapter = chapter;
    this.open = open;
    this.right = right;
  }

  /** A prediction that was taken down, perhaps instead of another. */
  record Noted(String words, boolean instead) {}

  /** What came of a prediction, and whether the same step was judged before. */
  record Judged(int step, Verdict verdict, boolean again) {

    /** In a sentence or some, in Markdown. */
    String text() {
      String first = " (Your first answer counts: by now you knew the outcome.)";
      return verdict.text() + (again ? first : "");
    }
  }

  /** What was predicted and not compared yet. */
  SortedMap<Integer, String> open() {
    return open;
  }

  private Prediction at(int step) {
    return chapter.steps().get(step).prediction().orElseThrow();
  }

  /** Takes a prediction down; empty if the text is none that the step asks for. */
  Optional<Noted> take(int step, String text) {
    Optional<String> accepted = at(step).accept(text);
    accepted.ifPresent(it -> open.put(step, it));
    return accepted.map(it -> new Noted(at(step).inWords(it), false));
  }

  Optional<Noted> correct(String text) {
    return replaceable(text).flatMap(step -> take(step, text)).map(it -> new Noted(it.words, true));
  }

  /** The step of the latest prediction that a text can replace. */
  Optional<Integer> replaceable(String text) {
    return open.keySet().stream()
        .filter(step -> at(step).accept(text).isPresent())
        .reduce((earlier, later) -> later);
  }

  List<Judged> judge(JsonNode now, List<Evidence> evidence) {
    List<Judged> judged = new ArrayList<>();
    open.forEach((step, predicted) -> judged.add(judge(step, predicted, now, evidence)));
    open.clear();
    return judged;
  }

  /** Of two verdicts on the same question the first counts: the second had seen the outcome. */
  private Judged judge(int step, String predicted, JsonNode now, List<Evidence> evidence) {
    Verdict verdict = Judging.of(at(step), predicted, now, evidence);
    boolean again = right.containsKey(step);
    verdict.right().ifPresent(it -> right.putIfAbsent(step, it));
    return new Judged(step, verdict, again);
  }
}
