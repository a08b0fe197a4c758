package quorate.prompt.verbs;

import quorate.course.Lessons;
import quorate.course.Remark;
import quorate.prompt.console.Desk;
import quorate.report.Json;
import quorate.session.Answer;

/** A command about the course, and none that a goal of it could be reached by. */
public abstract class LessonVerb extends Verb {

  private final Lessons lessons;

  LessonVerb(Desk desk, Lessons lessons) {
    super(desk);
    this.lessons = lessons;
  }

  /** The course. */
  final Lessons lessons() {
    return lessons;
  }

  /** What the course has to say, as the answer of a command. */
  static Answer answer(Remark remark) {
    return Answer.of(Json.object().set("exercise", remark.json()), remark.text());
  }
}
