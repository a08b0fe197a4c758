package quorate.repl.lessons;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.lab.language.UserError;
import quorate.repl.lessons.Bookmark.Typed;
import quorate.repl.lessons.Goal.Detour;
import quorate.repl.lessons.Prediction.Verdict;

/**
 * A learner's way through a chapter. At any time one task is the next: a prediction, which is taken
 * down, or a goal, to which whatever is typed may lead. Then what was predicted is compared with
 * what was measured. Between tasks there are steps that are only read; they may be passed over by
 * doing the next task.
 */
final class Lesson {

  private final Chapter chapter;
  private final boolean overTcp;
  private final Facts facts;

  private int at;
  private int todo;
  private final SortedMap<Integer, String> predictions = new TreeMap<>();
  private final SortedMap<Integer, Boolean> right = new TreeMap<>();
  private final SortedSet<Integer> skipped = new TreeSet<>();
  private final List<Typed> typed = new ArrayList<>();

  private int hinted;
  private final Set<Detour> warned = new HashSet<>();

  /** A lesson at its beginning. */
  Lesson(Chapter chapter, boolean overTcp, Facts facts) {
    this.chapter = chapter;
    this.overTcp = overTcp;
    this.facts = facts;
    awaitTaskFrom(0);
  }

  /** A lesson at a bookmark; the clusters of that time are not there yet. */
  Lesson(Chapter chapter, Bookmark bookmark, Facts facts) {
    this.chapter = chapter;
    this.overTcp = bookmark.overTcp();
    this.facts = facts;
    this.at = bookmark.at();
    this.todo = bookmark.todo();
    predictions.putAll(bookmark.predictions());
    right.putAll(bookmark.right());
    skipped.addAll(bookmark.skipped());
    typed.addAll(bookmark.typed());
  }

  /** What is taught. */
  Chapter chapter() {
    return chapter;
  }

  /** Whether it is played over TCP. */
  boolean overTcp() {
    return overTcp;
  }

  /** How far the learner has come. */
  Bookmark bookmark() {
    return new Bookmark(
        chapter.steps().size(), at, todo, overTcp, skipped, predictions, right, typed);
  }

  /** The step that the learner looks at. */
  Step step() {
    return chapter.steps().get(at);
  }

  /** Whether the step belongs to the same section as the one before it. */
  boolean goesOn() {
    return at > 0 && chapter.steps().get(at - 1).heading().equals(step().heading());
  }

  /** Whether all tasks were done, or skipped. */
  boolean done() {
    return todo == chapter.steps().size();
  }

  /** Whether there is something to read after the present step before anything is to be done. */
  boolean awaitsReader() {
    return at != todo && at + 1 < chapter.steps().size();
  }

  /** What is to be predicted next, if that comes before any goal. */
  Optional<Prediction> prediction() {
    return task().flatMap(Step::prediction);
  }

  /** What is to be brought about next, if nothing is to be predicted before. */
  Optional<Goal> goal() {
    return task().flatMap(Step::goal);
  }

  /** How many tasks come before the next one. */
  long tasksDone() {
    return chapter.steps().subList(0, todo).stream().filter(it -> it.task().isPresent()).count();
  }

  private Optional<Step> task() {
    return done() ? Optional.empty() : Optional.of(chapter.steps().get(todo));
  }

  /** From a step on, the first task is the next. */
  private void awaitTaskFrom(int step) {
    todo = step;
    while (todo < chapter.steps().size() && chapter.steps().get(todo).task().isEmpty()) {
      todo++;
    }
    hinted = 0;
    warned.clear();
    begin();
  }

  /** What is measured from now on counts for the goal. */
  void begin() {
    if (goal().isPresent()) {
      facts.begin();
    } else {
      facts.end();
    }
  }

  /** The next task is done; what comes after it is to be shown. */
  private void passTask() {
    at = Math.min(todo + 1, chapter.steps().size() - 1);
    awaitTaskFrom(todo + 1);
  }

  /**
   * Takes a prediction down.
   *
   * @return the prediction in words
   * @throws UserError if none is asked for, or this is none
   */
  String predict(String text) {
    Prediction prediction =
        prediction().orElseThrow(() -> new UserError("nothing is to be predicted here"));
    String accepted = prediction.accept(text);
    predictions.put(todo, accepted);
    passTask();
    return prediction.inWords(accepted);
  }

  /** A command changed something. */
  void typed(String statement) {
    typed.add(new Typed(todo, statement));
  }

  /**
   * A command was answered.
   *
   * @return what was predicted of it and how that stands, if the goal is reached by it
   */
  Optional<List<Verdict>> answered(ObjectNode answer) {
    if (goal().isEmpty()) {
      return Optional.empty();
    }
    facts.answered(answer);
    ObjectNode now = facts.now();
    if (!goal().get().isReached(now)) {
      return Optional.empty();
    }
    List<Verdict> verdicts = new ArrayList<>();
    predictions.forEach(
        (step, predicted) ->
            chapter
                .steps()
                .get(step)
                .prediction()
                .orElseThrow()
                .judge(predicted, now)
                .ifPresent(
                    verdict -> {
                      verdicts.add(verdict);
                      right.put(step, verdict.right());
                    }));
    predictions.clear();
    passTask();
    return Optional.of(verdicts);
  }

  /** What there is to say about a way that has not led to the goal; each is said once. */
  Optional<String> detour() {
    if (goal().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode now = facts.now();
    return goal().get().detours().stream()
        .filter(detour -> detour.seen().matches(now) && warned.add(detour))
        .findFirst()
        .map(Detour::text);
  }

  /**
   * Goes on to the next step.
   *
   * @throws UserError if the present step waits for something, or is the last
   */
  void next() {
    if (at == todo) {
      String what =
          prediction()
              .map(it -> "waits for a prediction, " + it.asksFor())
              .orElse("has a goal that is not reached; type: hint");
      throw new UserError("this step " + what + "; to pass it over: skip");
    } else if (at + 1 == chapter.steps().size()) {
      throw new UserError("this is the last step; another exercise: exercises");
    }
    at++;
  }

  /**
   * Goes on to the next step, whatever this one waits for.
   *
   * @throws UserError if it is the last
   */
  void skip() {
    if (at == todo) {
      skipped.add(todo);
      if (goal().isPresent()) {
        predictions.clear();
      }
      passTask();
    } else {
      next();
    }
  }

  /**
   * Goes back to the step before, and awaits its task again. What came of that task and of later
   * ones is forgotten, and what was typed for them is only the way to where the clusters are now.
   *
   * @throws UserError if there is none
   */
  void back() {
    if (at == 0) {
      throw new UserError("this is the first step");
    }
    at--;
    predictions.tailMap(at).clear();
    right.tailMap(at).clear();
    skipped.tailSet(at).clear();
    typed.replaceAll(it -> it.todo() < at ? it : new Typed(at - 1, it.text()));
    awaitTaskFrom(at);
  }

  /**
   * The next hint towards the task, from a nudge to the solution.
   *
   * @throws UserError if nothing is to be done
   */
  Hint hint() {
    Step step = task().orElseThrow(() -> new UserError("nothing is left to do here"));
    if (step.prediction().isPresent()) {
      return new Hint("A prediction has no hint: what do you expect?", List.of(), 0);
    }
    int before = Math.min(hinted++, step.hints().size());
    if (before < step.hints().size()) {
      return new Hint(step.hints().get(before), List.of(), step.hints().size() - before);
    }
    return new Hint("", step.solution(), 0);
  }

  /**
   * A hint.
   *
   * @param text in Markdown; empty if it is the solution
   * @param solution the commands of the solution, if it is that
   * @param more how many there are after it, the solution among them
   */
  record Hint(String text, List<String> solution, int more) {}
}
