package quorate.prompt.verbs;

import quorate.course.Lessons;
import quorate.prompt.console.Desk;

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
}
