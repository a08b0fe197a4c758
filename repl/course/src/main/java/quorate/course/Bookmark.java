package quorate.course;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.course.Prediction.Verdict;

/**
 * How far a learner has come in a chapter, and what it takes to go on another day.
 *
 * @param steps how many steps the chapter had; one that was rewritten starts over
 * @param at the step that was shown last
 * @param todo the step whose task is next; {@code steps} if there is none
 * @param predictions what was predicted and not compared yet, by the number of the step
 * @param right for each prediction that was compared whether it was right, by the number of the
 *     step
 * @param borneOut for each step whose text makes claims about the run before it which of them that
 *     run bore out
 * @param surprises what came out otherwise than predicted, by the number of the step
 * @param typed what was typed, in order, as far as it changed anything
 */
record Bookmark(
    int steps,
    int at,
    int todo,
    boolean overTcp,
    SortedSet<Integer> skipped,
    SortedMap<Integer, String> predictions,
    SortedMap<Integer, Boolean> right,
    SortedMap<Integer, List<Boolean>> borneOut,
    SortedMap<Integer, Surprise> surprises,
    List<Typed> typed) {

  /** A prediction that did not come out, and what was measured, both in words. */
  record Surprise(String predicted, String seen) {

    static Surprise of(Verdict verdict) {
      return new Surprise(verdict.predicted(), verdict.seen());
    }

    String text() {
      return "You expected " + predicted + "; it was " + seen + ".";
    }
  }

  /** What was typed for a task, which is named by the number of its step. */
  record Typed(int todo, String text) {}

  /** Copies the set, the maps and the list; a bookmark of an earlier version lacks some. */
  Bookmark {
    skipped = new TreeSet<>(skipped);
    predictions = new TreeMap<>(predictions);
    right = new TreeMap<>(right);
    borneOut = borneOut == null ? new TreeMap<>() : new TreeMap<>(borneOut);
    surprises = surprises == null ? new TreeMap<>() : new TreeMap<>(surprises);
    typed = new ArrayList<>(typed);
  }

  static Bookmark start(Chapter chapter, boolean overTcp) {
    return new Bookmark(
        chapter.steps().size(),
        0,
        chapter.taskFrom(0),
        overTcp,
        new TreeSet<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of());
  }

  /** A copy at another step. */
  Bookmark at(int step, int task) {
    return new Bookmark(
        steps, step, task, overTcp, skipped, predictions, right, borneOut, surprises, typed);
  }

  /** Whether it was written in this chapter, as it is now. */
  boolean fits(Chapter chapter) {
    return steps == chapter.steps().size() && at >= 0 && at < steps && todo >= 0 && todo <= steps;
  }

  boolean done() {
    return todo == steps;
  }

  long rightPredictions() {
    return right.values().stream().filter(it -> it).count();
  }

  /** The same in words, without a mark: {@code 3 predictions, 2 came out, 1 surprise}. */
  String score() {
    String predicted =
        right.isEmpty()
            ? "no prediction"
            : right.size() + (right.size() == 1 ? " prediction, " : " predictions, ") + outcomes();
    String steps = skipped.size() == 1 ? " step" : " steps";
    return predicted + (skipped.isEmpty() ? "" : ", " + skipped.size() + steps + " skipped");
  }

  private String outcomes() {
    long cameOut = rightPredictions();
    long surprises = right.size() - cameOut;
    if (surprises == 0) {
      return right.size() == 1 ? "which came out" : "all came out";
    }
    String surprising = surprises + (surprises == 1 ? " surprise" : " surprises");
    return cameOut == 0 ? surprising : cameOut + " came out, " + surprising;
  }
}
