package quorate.course;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import quorate.course.Prediction.Verdict;
import quorate.report.Display;
import quorate.report.Json;
import quorate.report.View;

/**
 * What the course has to say.
 *
 * @param parts what it says, each part one or several texts in Markdown; a person sees an empty
 *     line between two parts; may be none
 * @param compared each prediction beside what was seen, if a goal was just reached
 */
public record Remark(Place place, List<List<String>> parts, Optional<List<Verdict>> compared)
    implements View {

  /** Longer lines are hard to read, however wide the window. */
  private static final int WIDEST = 92;

  /**
   * Where a learner is.
   *
   * @param step the heading of the step that is shown
   * @param awaits what comes next: a prediction, a goal, the reader, or nothing
   */
  record Place(Chapter chapter, String step, String awaits, long tasksDone, Bookmark bookmark) {

    static Place of(Lesson lesson) {
      String awaits =
          lesson.prediction().isPresent()
              ? "prediction"
              : lesson.goal().isPresent() ? "goal" : lesson.awaitsReader() ? "reader" : "nothing";
      return new Place(
          lesson.chapter(), lesson.step().heading(), awaits, lesson.tasksDone(), lesson.bookmark());
    }
  }

  @Override
  public String text(Display display) {
    MarkdownText markdown = new MarkdownText(Math.min(display.width(), WIDEST), display::bold);
    return parts.stream()
        .map(texts -> texts.stream().map(markdown::of).collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n\n"));
  }

  @Override
  public ObjectNode json() {
    ObjectNode exercise =
        Json.object()
            .put("chapter", place.chapter().number())
            .put("id", place.chapter().id())
            .put("step", place.step())
            .put("awaits", place.awaits())
            .put("said", text(Display.plain(WIDEST)))
            .put("tasks_done", place.tasksDone());
    ExercisesView.add(place.bookmark(), exercise);
    compared.ifPresent(
        verdicts -> {
          ArrayNode all = exercise.put("reached", true).putArray("compared");
          verdicts.forEach(it -> all.add(json(it)));
        });
    return Json.object().set("exercise", exercise);
  }

  private static ObjectNode json(Verdict verdict) {
    ObjectNode json = Json.object().put("predicted", verdict.predicted());
    json.put("judged", verdict.right().isPresent());
    json.put("seen", verdict.right().isPresent() ? verdict.seen() : null);
    json.put("right", verdict.right().orElse(null));
    json.put("remark", verdict.remark());
    verdict.clusters().forEach(json.putArray("clusters")::add);
    return json;
  }
}
