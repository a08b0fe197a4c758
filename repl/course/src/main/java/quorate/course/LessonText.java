package quorate.course;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import quorate.course.Lesson.Hint;
import quorate.course.Lesson.Judged;
import quorate.course.Lesson.NotYet;
import quorate.course.Prediction.Verdict;
import quorate.report.Display;
import quorate.report.Json;

/** The words of the course around those of its chapters, for a person and for a program. */
final class LessonText {

  /** Longer lines are hard to read, however wide the window. */
  private static final int WIDEST = 92;

  private static final String FIRST = " (Your first answer counts: by now you knew the outcome.)";

  private final Display display;

  LessonText(Display display) {
    this.display = display;
  }

  /** The line that asks for the next input. */
  static String prompt(Lesson lesson) {
    if (lesson.awaitsReader()) {
      return "Enter goes on> ";
    } else if (lesson.prediction().isPresent()) {
      return "your prediction> ";
    }
    return "exercise " + lesson.chapter().number() + "> ";
  }

  /** What an exercise lacks to be finished, in a line. */
  static String lacks(Lesson lesson) {
    String exercise = "exercise " + lesson.chapter().number() + " is not finished: ";
    if (lesson.done()) {
      return exercise + lesson.bookmark().score();
    }
    Step step = lesson.chapter().steps().get(lesson.bookmark().todo());
    return exercise
        + step.prediction()
            .map(it -> "it waits for a prediction, " + it.asksFor())
            .orElse("the goal of '" + step.heading() + "' is not reached");
  }

  /** A lesson was opened, from the start or where it was left. */
  Remark opened(Lesson lesson, Optional<Bookmark> left) {
    return opened(lesson, left.map(it -> wereHereBefore(lesson.chapter(), it)).orElse(""));
  }

  /** A lesson was opened again, because what was typed in it another day fails today. */
  Remark begunAnew(Lesson lesson) {
    return opened(
        lesson,
        "You were here before, but what you typed then no longer works. The exercise starts over.");
  }

  private Remark opened(Lesson lesson, String note) {
    String head =
        display.bold(lesson.chapter().heading())
            + "\n(about "
            + lesson.chapter().minutes()
            + " minutes, "
            + (lesson.overTcp() ? "over TCP" : "in virtual time")
            + "; leave ends it, and your place is kept)";
    return step(lesson, note.isEmpty() ? head : head + "\n\n" + markdown(note));
  }

  private static String wereHereBefore(Chapter chapter, Bookmark left) {
    return "You were here before. "
        + (left.typed().isEmpty()
            ? ""
            : "What you had typed was typed again, so the clusters are as they were. ")
        + "To start over: exercise "
        + chapter.number()
        + " --again";
  }

  /** The step that the learner is at. */
  Remark step(Lesson lesson, String before) {
    Step step = lesson.step();
    List<String> parts = new ArrayList<>();
    if (!before.isEmpty()) {
      parts.add(before);
    }
    if (!step.heading().isEmpty() && !lesson.goesOn()) {
      parts.add(display.bold("== " + step.heading() + " =="));
    }
    if (lesson.speaksOfAnotherRun()) {
      parts.add("(You passed over the run, so this is about the one of the page.)");
    }
    if (!step.text().isEmpty()) {
      parts.add(markdown(Choices.lettered(lesson.text())));
    }
    if (lesson.step().task().isPresent() && lesson.step().equals(task(lesson))) {
      parts.add(asking(step));
    } else if (lesson.done() && !lesson.awaitsReader()) {
      parts.add("(this was the last step; another one: exercises)");
    }
    String text = String.join("\n\n", parts);
    return new Remark(text, json(lesson, text));
  }

  private static Step task(Lesson lesson) {
    return lesson.done() ? null : lesson.chapter().steps().get(lesson.bookmark().todo());
  }

  private static String asking(Step step) {
    return step.prediction()
        .map(it -> "(type " + it.asksFor() + ")")
        .orElse("(type commands until you are there; hint helps, skip passes it over)");
  }

  private String markdown(String text) {
    return new MarkdownText(Math.min(display.width(), WIDEST), display::bold).of(text);
  }

  /**
   * The goal was reached.
   *
   * @param undone what is no longer set; may be empty
   */
  Remark reached(Lesson lesson, List<Judged> judged, String undone) {
    List<String> parts = new ArrayList<>();
    parts.add(display.bold("There you are."));
    judged.forEach(it -> parts.add(markdown(it.verdict().text() + (it.again() ? FIRST : ""))));
    if (!undone.isEmpty()) {
      parts.add(markdown(undone));
    }
    if (lesson.done()) {
      parts.add(markdown(closing(lesson)));
    }
    Remark step = step(lesson, String.join("\n", parts));
    step.exercise().put("reached", true);
    ArrayNode compared = step.exercise().putArray("compared");
    judged.forEach(it -> addTo(compared, it.verdict()));
    return step;
  }

  private static String closing(Lesson lesson) {
    Bookmark place = lesson.bookmark();
    return "Exercise "
        + lesson.chapter().number()
        + " is done: "
        + place.score()
        + "."
        + (place.surprises() == 0 ? "" : " The surprises are what is worth thinking about.");
  }

  private static void addTo(ArrayNode compared, Verdict verdict) {
    ObjectNode one = compared.addObject().put("predicted", verdict.predicted());
    one.put("judged", verdict.right().isPresent());
    one.put("seen", verdict.right().isPresent() ? verdict.seen() : null);
    one.put("right", verdict.right().orElse(null));
    one.put("remark", verdict.remark());
    verdict.clusters().forEach(one.putArray("clusters")::add);
  }

  /**
   * What was set for a task that is done.
   *
   * @param were its settings
   * @param are what they are now
   * @param follow whether faults wait for their outcome
   */
  static String undone(Map<String, String> were, Map<String, String> are, boolean follow) {
    List<String> said = new ArrayList<>();
    if (!were.isEmpty()) {
      String before =
          were.entrySet().stream()
              .map(it -> it.getKey() + " was " + it.getValue())
              .collect(Collectors.joining(", "));
      String now =
          were.keySet().stream()
              .map(it -> it + " " + are.get(it))
              .collect(Collectors.joining(", "));
      said.add(
          "What you `set` holds for one run: "
              + before
              + ", so your figures may be other than those that the text names. From now on it is "
              + now
              + " again.");
    }
    if (!follow) {
      said.add("Faults do not wait for their outcome: `set follow on` has them wait again.");
    }
    return said.isEmpty() ? "" : "(" + String.join(" ", said) + ")";
  }

  /** The goal is not reached. */
  Remark notYet(Lesson lesson, NotYet notYet) {
    return said(
        lesson,
        notYet.text().isEmpty()
            ? "Not there yet. (`hint` helps, and Enter shows once more what is wanted.)"
            : "Not there yet. " + notYet.text());
  }

  /** Something is to be said, and the step stays the same. */
  Remark said(Lesson lesson, String text) {
    String said = markdown(text);
    return new Remark(said, json(lesson, said));
  }

  /** Nothing is to be said. */
  Remark silent(Lesson lesson) {
    return new Remark("", json(lesson, ""));
  }

  /** A hint. */
  Remark hint(Lesson lesson, Hint hint) {
    String text;
    if (!hint.solution().isEmpty()) {
      text =
          "This leads there:\n"
              + hint.solution().stream().map(it -> "    " + it).collect(Collectors.joining("\n"));
    } else {
      text = markdown(hint.text()) + (hint.more() > 0 ? "\n(hint: " + hint.more() + " more)" : "");
    }
    return new Remark(text, json(lesson, text));
  }

  /** The lesson was left. */
  Remark left(Lesson lesson) {
    String number = Integer.toString(lesson.chapter().number());
    String text =
        lesson.done()
            ? "Left exercise " + number + ", which is done."
            : "Left exercise " + number + "; your place is kept: exercise " + number + " goes on.";
    return new Remark(text + " Its clusters are stopped.", json(lesson, text));
  }

  private ObjectNode json(Lesson lesson, String said) {
    ObjectNode json = Json.object();
    ObjectNode exercise =
        json.put("chapter", lesson.chapter().number())
            .put("id", lesson.chapter().id())
            .put("step", lesson.step().heading());
    String awaits =
        lesson.prediction().isPresent()
            ? "prediction"
            : lesson.goal().isPresent() ? "goal" : lesson.awaitsReader() ? "reader" : "nothing";
    exercise.put("awaits", awaits).put("said", said);
    exercise.put("tasks_done", lesson.tasksDone());
    ExercisesView.add(lesson.bookmark(), exercise);
    return json;
  }
}
