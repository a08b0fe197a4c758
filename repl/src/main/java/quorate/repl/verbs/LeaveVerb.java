package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.repl.lessons.Lessons;
import quorate.repl.session.Answer;
import quorate.repl.session.Session;

/** Leaves an exercise. */
@Command(
    name = "leave",
    description = "leave the exercise; your place in it is kept",
    customSynopsis = "leave")
public final class LeaveVerb extends LessonVerb {

  /** The command of a session. */
  public LeaveVerb(Session session, Lessons lessons) {
    super(session, lessons);
  }

  @Override
  public Answer run(String typed) {
    return answer(lessons().leave());
  }
}
