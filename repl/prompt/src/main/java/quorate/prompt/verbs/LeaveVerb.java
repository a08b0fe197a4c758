package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.course.Lessons;
import quorate.prompt.console.Desk;
import quorate.session.Answer;

/** Leaves an exercise. */
@Command(
    name = "leave",
    description = "leave the exercise; your place in it is kept",
    customSynopsis = "leave")
public final class LeaveVerb extends LessonVerb {

  /** The command of a session. */
  public LeaveVerb(Desk desk, Lessons lessons) {
    super(desk, lessons);
  }

  @Override
  public Answer run(String typed) {
    return Answer.of(lessons().leave());
  }
}
