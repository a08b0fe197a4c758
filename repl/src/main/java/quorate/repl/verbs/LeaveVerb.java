package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.repl.console.Desk;
import quorate.repl.lessons.Lessons;
import quorate.repl.session.Answer;

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
    return answer(lessons().leave());
  }
}
