package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.stream.Stream;
import quorate.course.Bookmark.Typed;
import quorate.course.Goal.Detour;
import quorate.course.Prediction.Verdict;
import quorate.lab.UserError;

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
  private final SortedMap<Integer, List<Boolean>> borneOut = new TreeMap<>();
  private final SortedSet<Integer> skipped = new TreeSet<>();
  private final List<Typed> typed = new ArrayList<>();

  private int hinted;
  private final Set<Detour> warned = new HashSet<>();

  /** Whether something was done towards the goal whose outcome the learner has seen. */
  private boolean tried;

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
    borneOut.putAll(bookmark.borneOut());
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
        chapter.steps().size(), at, todo, overTcp, skipped, predictions, right, borneOut, typed);
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
    tried = false;
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
   * Takes a prediction down: the one that is asked for, or one of before in place of what was
   * predicted then, as long as no outcome was seen.
   *
   * @throws UserError if this is no prediction that is asked for, or it comes too late
   */
  Noted predict(String text) {
    Optional<Prediction> asked = prediction();
    if (asked.isPresent()) {
      try {
        String accepted = asked.get().accept(text);
        predictions.put(todo, accepted);
        passTask();
        return new Noted(asked.get().inWords(accepted), false);
      } catch (UserError other) {
        return corrected(text).orElseThrow(() -> other);
      }
    }
    if (tried && !predictions.isEmpty()) {
      throw new UserError("it is too late to predict: you have seen some of the outcome");
    }
    return corrected(text).orElseThrow(() -> new UserError("nothing is to be predicted here"));
  }

  /** The latest prediction that this may stand in place of. */
  private Optional<Noted> corrected(String text) {
    for (int step = todo - 1; step >= 0 && !tried; step--) {
      if (predictions.containsKey(step)) {
        Prediction prediction = chapter.steps().get(step).prediction().orElseThrow();
        try {
          String accepted = prediction.accept(text);
          predictions.put(step, accepted);
          return Optional.of(new Noted(prediction.inWords(accepted), true));
        } catch (UserError none) {
          // an earlier one may be meant
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a text would correct a prediction. */
  boolean corrects(String text) {
    if (goal().isEmpty()) {
      return false;
    }
    return predictions.keySet().stream()
        .map(step -> chapter.steps().get(step).prediction().orElseThrow())
        .anyMatch(
            prediction -> {
              try {
                return !prediction.accept(text).isEmpty();
              } catch (UserError none) {
                return false;
              }
            });
  }

  /**
   * A prediction that was taken down.
   *
   * @param words the prediction
   * @param instead whether it stands in place of another
   */
  record Noted(String words, boolean instead) {}

  /** A command changed something. */
  void typed(String statement) {
    typed.add(new Typed(todo, statement));
  }

  /**
   * A command was answered.
   *
   * @return what was predicted of it and how that stands, if the goal is reached by it
   */
  Optional<List<Judged>> answered(ObjectNode answer) {
    if (goal().isEmpty()) {
      return Optional.empty();
    }
    facts.answered(answer);
    tried = tried || isTry(answer) || answer.path("command").asText().matches(".*\\bwait\\b.*");
    ObjectNode now = facts.now();
    Goal goal = goal().get();
    if (!goal.isReached(now)) {
      return Optional.empty();
    }
    List<Evidence> evidence = Evidence.all(goal, now);
    List<Judged> judged = new ArrayList<>();
    predictions.forEach((step, predicted) -> judged.add(judge(step, predicted, now, evidence)));
    predictions.clear();
    for (int step = todo + 1; step < chapter.steps().size(); step++) {
      Step after = chapter.steps().get(step);
      if (!after.claims().isEmpty()) {
        borneOut.put(
            step, after.claims().stream().map(it -> Judging.bearsOut(evidence, it)).toList());
      }
      if (after.goal().isPresent()) {
        break; // what comes after it is about another run
      }
    }
    passTask();
    return Optional.of(judged);
  }

  /** Of two verdicts on the same question the first counts: the second had seen the outcome. */
  private Judged judge(int step, String predicted, JsonNode now, List<Evidence> evidence) {
    Prediction prediction = chapter.steps().get(step).prediction().orElseThrow();
    Verdict verdict = Judging.of(prediction, predicted, now, evidence);
    boolean again = right.containsKey(step);
    verdict.right().ifPresent(it -> right.putIfAbsent(step, it));
    return new Judged(verdict, again);
  }

  /**
   * A prediction and what came of it.
   *
   * @param again whether the same was predicted and judged before
   */
  record Judged(Verdict verdict, boolean again) {}

  /** The present step's text, without what the run before it did not bear out. */
  String text() {
    Step step = step();
    List<Boolean> all = borneOut.get(at);
    return all == null || all.size() != step.claims().size() ? step.text() : step.text(all);
  }

  /** Whether the present step makes claims about a run that the learner has not made. */
  boolean speaksOfAnotherRun() {
    return !step().claims().isEmpty() && !borneOut.containsKey(at);
  }

  /** Whether a command showed an outcome: then it was a try to reach the goal. */
  private boolean isTry(ObjectNode answer) {
    boolean begins =
        answer.path("command").asText().matches("(set|start|restart|resume|heal)\\b.*");
    boolean shows =
        answer.has("rows")
            || answer.has("algorithms") && answer.has("trials")
            || answer.path("results").size() > 0;
    return shows && (!begins || isReachedByStarting());
  }

  private boolean isReachedByStarting() {
    Step step = task().orElseThrow();
    return step.solution().stream()
        .flatMap(line -> Stream.of(line.split(";")))
        .allMatch(it -> it.strip().matches("(set|start|stop)\\b.*"));
  }

  /**
   * What there is to say after a command that has not led to the goal: something of the chapter's,
   * or that it has not, if it was a try. Empty if nothing is to be said.
   */
  Optional<NotYet> notYet(ObjectNode answer) {
    if (goal().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode now = facts.now();
    List<Detour> seen =
        goal().get().detours().stream().filter(detour -> detour.seen().matches(now)).toList();
    Optional<Detour> fresh = seen.stream().filter(warned::add).findFirst();
    if (fresh.isPresent()) {
      return Optional.of(new NotYet(fresh.get().text()));
    } else if (!isTry(answer)) {
      return Optional.empty();
    }
    ObjectNode last = Facts.ofLastAnswer(now);
    return Optional.of(
        new NotYet(
            seen.stream()
                .filter(detour -> detour.seen().matches(last))
                .findFirst()
                .map(Detour::text)
                .orElse("")));
  }

  /**
   * The goal is not reached.
   *
   * @param text why, in Markdown; may be empty
   */
  record NotYet(String text) {}

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
        borneOut.tailMap(todo).clear();
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
    predictions.tailMap(at).clear();
    skipped.tailSet(at).clear();
    typed.replaceAll(it -> it.todo() < at ? it : new Typed(at - 1, it.text()));
    awaitTaskFrom(at);
  }

  /** The next hint towards the task, from a nudge to the solution; never nothing. */
  Hint hint() {
    if (awaitsReader() && goal().isEmpty()) {
      return new Hint(
          "Nothing is to be done here: Enter, or `next`, goes on."
              + (done() ? "" : " A prediction comes next."));
    } else if (done()) {
      return new Hint("All that was to be done here is done. Another exercise: `exercises`");
    }
    Step step = task().orElseThrow();
    if (step.prediction().isPresent()) {
      return new Hint(
          "There is no hint before a prediction, and no wrong one: the run will show it. Type "
              + step.prediction().get().asksFor()
              + "; a guess will do, and `skip` does without.");
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
  record Hint(String text, List<String> solution, int more) {

    /** A word on where the learner is. */
    Hint(String text) {
      this(text, List.of(), 0);
    }
  }
}
