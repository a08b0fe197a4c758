package quorate.course;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quorate.report.Display;
import quorate.report.Json;
import quorate.report.ListOfRows;
import quorate.report.View;
import quorate.report.Wrapping;

/** All chapters, and how far the learner has come. */
public record ExercisesView(List<Place> places) implements View {

  /** A chapter, and how far the learner has come in it; empty if it was not begun. */
  public record Place(Chapter chapter, Optional<Bookmark> bookmark) {

    private List<String> row() {
      return List.of(
          String.format("%2d", chapter.number()),
          chapter.title(),
          String.format("%2d min", chapter.minutes()),
          progress());
    }

    /** Where the learner is, or how that went; empty if it was not begun. */
    public String progress() {
      return bookmark.map(this::where).orElse("");
    }

    private String where(Bookmark mark) {
      if (mark.done()) {
        return "done: " + mark.score();
      }
      return mark.at() == 0 ? "" : "at: " + chapter.steps().get(mark.at()).heading();
    }

    private ObjectNode json() {
      ObjectNode json =
          Json.object()
              .put("number", chapter.number())
              .put("id", chapter.id())
              .put("title", chapter.title())
              .put("minutes", chapter.minutes())
              .put("over_tcp", chapter.overTcp())
              .put("begun", bookmark.isPresent());
      bookmark.ifPresent(it -> add(it, json));
      return json;
    }
  }

  static void add(Bookmark bookmark, ObjectNode json) {
    json.put("done", bookmark.done());
    json.put("predictions", bookmark.right().size());
    json.put("right", bookmark.rightPredictions());
    json.put("skipped", bookmark.skipped().size());
  }

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>();
    lines.addAll(new ListOfRows(places.stream().map(Place::row).toList()).lines(display.width()));
    lines.add("");
    lines.addAll(
        Wrapping.lines(
            "exercise 1 begins one, or goes on where you were; exercise 1 --again starts over",
            display.width()));
    return String.join("\n", lines);
  }

  @Override
  public ObjectNode json() {
    return Json.listed("exercises", places, it -> it.json());
  }
}
