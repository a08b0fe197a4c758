package quorate.course;

import com.fasterxml.jackson.databind.node.ObjectNode;
import quorate.report.Display;
import quorate.report.Json;
import quorate.report.View;

/**
 * What the course has to say.
 *
 * @param words to a person; may be empty
 * @param exercise to a program: the exercise that is open, and how far the learner has come in it
 */
public record Remark(String words, ObjectNode exercise) implements View {

  @Override
  public String text(Display display) {
    return words;
  }

  @Override
  public ObjectNode json() {
    return Json.object().set("exercise", exercise);
  }
}
