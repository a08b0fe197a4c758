package quorate.course;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quorate.course.Bookmark.Surprise;
import quorate.course.Bookmark.Typed;
import quorate.course.Predictions.Judged;
import quorate.course.Predictions.Noted;
import quorate.lab.UserError;

/**
 * A learner's way through a chapter. At any time one task is the next: a prediction, which is taken
 * down, or a goal, to which whatever is typed may lead. Then what was predicted is compared with
 * what was measured. Between tasks there are steps that are only read; they may be passed over by
 * doing the next task.
 */
final class Lesson {

  private final Chapter chapter;
  private final Facts facts;

  /**
   * What the learner has done, kept up to date; the two places in it are those of the beginning.
   */
  private final Bookmark progress;

  private final Predictions predictions;

  private int at;
  private int todo;
  private Attempt attempt;

  /** The clusters of that time are not there yet, and nothing is measured. */
  Lesson(Chapter chapter, Bookmark bookmark, Facts facts) {
    this.chapter = chapter;
    this.facts = facts;
    this.progress = bookmark.at(bookmark.at(), bookmark.todo());
    this.predictions = new Predictions(chapter, progress.predictions(), progress.right());
    this.at = bookmark.at();
    awaitTask(bookmark.todo());
  }

  Chapter chapter() {
    return chapter;
  }

  boolean overTcp() {
    return progress.overTcp();
  }

  Bookmark bookmark() {
    return progress.at(at, todo);
  }

  Step step() {
    return chapter.steps().get(at);
  }

  /** Whether the step belongs to the same section as the one before it. */
  boolean goesOn() {
    return at > 0 && chapter.steps().get(at - 1).heading().equals(step().heading());
  }

  boolean done() {
    return todo == chapter.steps().size();
  }

  /** Whether there is something to read after the present step before anything is to be done. */
  boolean awaitsReader() {
    return at != todo && at + 1 < chapter.steps().size();
  }

  boolean asks() {
    return at == todo;
  }

  /** The number of the present step, from 1 on, and how many there are. */
  String place() {
    return "step " + (at + 1) + " of " + chapter.steps().size();
  }

  /** The step whose task is next; empty if all are done. */
  Optional<Step> task() {
    return done() ? Optional.empty() : Optional.of(chapter.steps().get(todo));
  }

  /** What is to be predicted next, if that comes before any goal. */
  Optional<Prediction> prediction() {
    return task().flatMap(Step::prediction);
  }

  /** Whether the present step asks for a prediction. */
  boolean awaitsPrediction() {
    return asks() && prediction().isPresent();
  }

  /** What is to be brought about next, if nothing is to be predicted before. */
  Optional<Goal> goal() {
    return task().flatMap(Step::goal);
  }

  long tasksDone() {
    return chapter.steps().subList(0, todo).stream().filter(it -> it.task().isPresent()).count();
  }

  private void awaitTask(int step) {
    todo = step;
    attempt = task().map(it -> new Attempt(it, facts)).orElse(null);
  }

  /** What is measured from now on counts for the goal. */
  void begin() {
    if (goal().isPresent()) {
      facts.begin();
    } else {
      facts.end();
    }
  }

  private void passTask() {
    at = Math.min(todo + 1, chapter.steps().size() - 1);
    awaitTask(chapter.taskFrom(todo + 1));
    begin();
  }

  private boolean outcomeSeen() {
    return goal().isPresent() && attempt.outcomeSeen();
  }

  /**
   * Takes a prediction down: the one that is asked for, or one of before in place of what was
   * predicted then, as long as no outcome was seen.
   *
   * @throws UserError if this is no prediction that is asked for, or it comes too late
   */
  Noted predict(String text) {
    Optional<Prediction> asked = prediction();
    Optional<Noted> noted = asked.flatMap(it -> predictions.take(todo, text));
    if (noted.isPresent()) {
      passTask();
      return noted.get();
    } else if (outcomeSeen() && !predictions.open().isEmpty()) {
      throw new UserError("it is too late to predict: you have seen some of the outcome");
    }
    return predictions
        .correct(text)
        .orElseThrow(
            () ->
                asked
                    .map(it -> it.refusal(text))
                    .orElse(new UserError("there is nothing to predict here")));
  }

  /** Whether a text answers a question that was not shown yet. */
  boolean isEarly(String text) {
    return awaitsReader() && prediction().flatMap(it -> it.accept(text)).isPresent();
  }

  /** Whether nothing was predicted in the chapter before the latest prediction. */
  boolean predictedOnce() {
    return progress.predictions().size() == 1 && progress.right().isEmpty();
  }

  /** What was surprising, a line each: the question, what was expected, and what was measured. */
  List<String> surprises() {
    List<String> lines = new ArrayList<>();
    progress
        .surprises()
        .forEach((step, it) -> lines.add(chapter.steps().get(step).question() + " " + it.text()));
    return lines;
  }

  /** Whether a text would correct a prediction. */
  boolean corrects(String text) {
    return goal().isPresent() && predictions.replaceable(text).isPresent();
  }

  /** A command changed something. */
  void typed(String statement) {
    progress.typed().add(new Typed(todo, statement));
  }

  /**
   * A command was answered.
   *
   * @return what was predicted of it and how that stands, if the goal is reached by it
   */
  Optional<List<Judged>> answered(ObjectNode answer) {
    Optional<ObjectNode> reached = goal().flatMap(goal -> attempt.answered(goal, answer));
    return reached.map(this::judge);
  }

  private List<Judged> judge(ObjectNode now) {
    List<Evidence> evidence = Evidence.all(goal().orElseThrow(), now);
    List<Judged> judged = predictions.judge(now, evidence);
    judged.stream()
        .filter(it -> !it.again() && !it.verdict().right().orElse(true))
        .forEach(it -> progress.surprises().put(it.step(), Surprise.of(it.verdict())));
    for (int step = todo + 1; step < chapter.steps().size(); step++) {
      Step after = chapter.steps().get(step);
      if (!after.claims().isEmpty()) {
        progress
            .borneOut()
            .put(step, after.claims().stream().map(it -> Judging.bearsOut(evidence, it)).toList());
      }
      if (after.goal().isPresent()) {
        break; // what comes after it is about another run
      }
    }
    passTask();
    return judged;
  }

  /** The present step's text, without what the run before it did not bear out. */
  String text() {
    List<Boolean> all = progress.borneOut().get(at);
    boolean known = all != null && all.size() == step().claims().size();
    return known ? step().text(all) : step().text();
  }

  /** Whether the present step makes claims about a run that the learner has not made. */
  boolean speaksOfAnotherRun() {
    return !step().claims().isEmpty() && !progress.borneOut().containsKey(at);
  }

  /** What there is to say after a command that has not led to the goal, as an attempt has it. */
  Optional<String> notYet(ObjectNode answer, boolean changed) {
    return goal().flatMap(goal -> attempt.notYet(goal, answer, changed));
  }

  /**
   * Goes on to the next step.
   *
   * @throws UserError if the present step waits for something, or is the last
   */
  void next() {
    if (asks()) {
      String what =
          prediction()
              .map(it -> "waits for a prediction, " + it.asksFor())
              .orElse("has a goal that is not reached; type: hint");
      throw new UserError("this step " + what + "; to pass it over, type: skip");
    } else if (at + 1 == chapter.steps().size()) {
      throw new UserError("this is the last step; for another exercise, type: exercises");
    }
    at++;
  }

  /**
   * Goes on to the next step, whatever this one waits for.
   *
   * @throws UserError if it is the last
   */
  void skip() {
    if (asks()) {
      progress.skipped().add(todo);
      if (goal().isPresent()) {
        predictions.open().clear();
        progress.borneOut().tailMap(todo).clear();
      }
      passTask();
    } else {
      next();
    }
  }

  /**
   * Goes back to the step before, and awaits its task again. What was typed for that task and for
   * later ones is only the way to where the clusters are now. A prediction that was judged stays
   * so.
   *
   * @throws UserError if there is none
   */
  void back() {
    if (at == 0) {
      throw new UserError("this is the first step");
    }
    at--;
    predictions.open().tailMap(at).clear();
    progress.skipped().tailSet(at).clear();
    progress.typed().replaceAll(it -> it.todo() < at ? it : new Typed(at - 1, it.text()));
    awaitTask(chapter.taskFrom(at));
    begin();
  }

  /** The next hint towards the task, from a nudge to the solution, in Markdown; never nothing. */
  List<String> hint() {
    if (awaitsReader() && goal().isEmpty()) {
      String nothing = "There is nothing to do here: Enter, or `next`, goes on.";
      return List.of(done() ? nothing : nothing + " A prediction comes next.");
    } else if (done()) {
      return List.of("You have done all that there was to do here. Another exercise: `exercises`");
    }
    String none = "There is no hint before a prediction, and no wrong one: the run will show it. ";
    return prediction()
        .map(it -> none + "Type " + it.asksFor() + "; a guess will do, and `skip` does without.")
        .map(List::of)
        .orElseGet(attempt::hint);
  }
}
