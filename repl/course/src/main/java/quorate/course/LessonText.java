package quorate.course;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import quorate.course.Predictions.Judged;
import quorate.course.Predictions.Noted;
import quorate.course.Remark.Place;

/** The words of the course around those of its chapters, in Markdown. */
final class LessonText {

  private LessonText() {}

  static String prompt(Lesson lesson) {
    if (lesson.awaitsReader()) {
      return "Enter goes on> ";
    } else if (lesson.prediction().isPresent()) {
      return "your prediction> ";
    }
    return "exercise " + lesson.chapter().number() + "> ";
  }

  static String lacks(Lesson lesson) {
    String lacking =
        lesson
            .prediction()
            .map(it -> "it waits for a prediction, " + it.asksFor())
            .or(() -> lesson.task().map(it -> "the goal of '" + it.heading() + "' is not reached"))
            .orElseGet(() -> lesson.bookmark().score());
    return "exercise " + lesson.chapter().number() + " is not finished: " + lacking;
  }

  /** Begins with what there is to say about another day, in Markdown, which may be empty. */
  static Remark opened(Lesson lesson, String before) {
    List<String> head =
        List.of(
            "**" + lesson.chapter().heading() + "**",
            "(about %d minutes, %s; leave ends it, and your place is kept)"
                .formatted(
                    lesson.chapter().minutes(), lesson.overTcp() ? "over TCP" : "in virtual time"));
    return step(lesson, before.isEmpty() ? List.of(head) : List.of(head, List.of(before)));
  }

  static String wereHereBefore(Lesson lesson) {
    String again = "What you typed then was typed again, so the clusters are as they were. ";
    return "You were here before. %sTo start over: exercise %s --again"
        .formatted(lesson.bookmark().typed().isEmpty() ? "" : again, lesson.chapter().number());
  }

  static String startsOver() {
    return "You were here before, but what you typed then no longer works. The exercise starts over.";
  }

  static Remark step(Lesson lesson, List<List<String>> before) {
    return remark(lesson, withStep(lesson, before));
  }

  private static List<List<String>> withStep(Lesson lesson, List<List<String>> before) {
    Step step = lesson.step();
    List<List<String>> parts = new ArrayList<>(before);
    if (!step.heading().isEmpty() && !lesson.goesOn()) {
      parts.add(List.of("**== " + step.heading() + " ==**"));
    }
    if (lesson.speaksOfAnotherRun()) {
      parts.add(List.of("(You skipped the run, so this is about the run on the page.)"));
    }
    if (!step.text().isEmpty()) {
      parts.add(List.of(Choices.lettered(lesson.text())));
    }
    if (!step.demonstration().isEmpty()) {
      parts.add(step.demonstration().stream().map(it -> "    " + it).toList());
      parts.add(List.of("(type that to see it, and then Enter goes on)"));
    } else if (lesson.asks()) {
      parts.add(
          List.of(
              step.prediction()
                  .map(it -> "(type " + it.asksFor() + ")")
                  .orElse("(type commands until you are there; hint helps, skip passes it over)")));
    } else if (lesson.done() && !lesson.awaitsReader()) {
      parts.add(List.of("(this was the last step; leave ends it, exercises lists the others)"));
    }
    return parts;
  }

  private static Remark remark(Lesson lesson, List<List<String>> parts) {
    return new Remark(Place.of(lesson), parts, Optional.empty());
  }

  /**
   * A prediction was taken down.
   *
   * @param unseen the step that asks for it, if that was not shown before
   */
  static Remark noted(Lesson lesson, Noted noted, Optional<Step> unseen) {
    if (noted.instead()) {
      return remark(lesson, List.of(List.of("Noted instead: " + noted.words() + ".")));
    }
    List<List<String>> parts = new ArrayList<>();
    unseen.ifPresent(it -> parts.add(List.of(Choices.lettered(it.text()))));
    String said = "Noted: " + noted.words() + ".";
    if (unseen.isPresent()) {
      said += " (You had not seen the question above. Type another one to replace this.)";
    } else if (lesson.predictedOnce()) {
      said += " (Type another one to replace it, until you have seen some of the outcome.)";
    }
    parts.add(List.of(said));
    return step(lesson, parts);
  }

  /** Where a learner is, and what is wanted, in a few words each. */
  static List<String> place(Lesson lesson) {
    List<String> place = new ArrayList<>();
    place.add(lesson.place());
    if (lesson.done() && !lesson.awaitsReader()) {
      place.add("done");
    } else if (lesson.asks()) {
      lesson.prediction().ifPresent(it -> place.add("predict"));
      lesson.goal().filter(it -> !it.brief().isEmpty()).ifPresent(it -> place.add(it.brief()));
    } else if (lesson.awaitsReader()) {
      place.add("Enter goes on");
    }
    return place;
  }

  /**
   * The goal was reached.
   *
   * @param undone what is no longer set; may be empty
   */
  static Remark reached(Lesson lesson, List<Judged> judged, String undone) {
    List<String> said = new ArrayList<>();
    said.add("**There you are.**");
    judged.forEach(it -> said.add(it.text()));
    if (!undone.isEmpty()) {
      said.add(undone);
    }
    if (lesson.done()) {
      said.addAll(closing(lesson));
    }
    return new Remark(
        Place.of(lesson),
        withStep(lesson, List.of(said)),
        Optional.of(judged.stream().map(Judged::verdict).toList()));
  }

  private static List<String> closing(Lesson lesson) {
    List<String> said = new ArrayList<>();
    said.add(
        "Exercise %s is done: %s.".formatted(lesson.chapter().number(), lesson.bookmark().score()));
    if (!lesson.surprises().isEmpty()) {
      said.add("What was surprising:");
      said.add(lesson.surprises().stream().map(it -> "- " + it).collect(Collectors.joining("\n")));
    }
    return said;
  }

  /**
   * What was set for a task that is done, in a sentence or some; may be empty.
   *
   * @param follow whether faults wait for their outcome
   */
  static String undone(Map<String, String> were, Map<String, String> are, boolean follow) {
    List<String> said = new ArrayList<>();
    if (!were.isEmpty()) {
      List<String> before = new ArrayList<>();
      were.forEach((name, value) -> before.add(name + " was " + value));
      List<String> now = were.keySet().stream().map(it -> it + " " + are.get(it)).toList();
      said.add(
          "What you `set` holds for one run: %s, so your figures may differ from those in the text."
              .formatted(String.join(", ", before)));
      said.add("From now on it is " + String.join(", ", now) + " again.");
    }
    if (!follow) {
      said.add("Faults do not wait for their outcome: `set follow on` makes them wait again.");
    }
    return said.isEmpty() ? "" : "(" + String.join(" ", said) + ")";
  }

  /** The goal is not reached; empty if there is nothing to say. */
  static Remark notYet(Lesson lesson, Optional<String> why) {
    return remark(
        lesson, why.map(it -> ("Not there yet. " + it).strip()).stream().map(List::of).toList());
  }

  static Remark hint(Lesson lesson, List<String> hint) {
    return remark(lesson, List.of(hint));
  }

  static Remark left(Lesson lesson) {
    int number = lesson.chapter().number();
    String left =
        lesson.done()
            ? "Left exercise %d, which is done. Its clusters are stopped."
            : "Left exercise %d; your place is kept: exercise %1$d goes on. Its clusters are stopped.";
    return remark(lesson, List.of(List.of(left.formatted(number))));
  }
}
