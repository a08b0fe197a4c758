package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.repl.lessons.Lessons;
import quorate.repl.session.Answer;
import quorate.repl.session.Session;

/** Passes over a step of an exercise. */
@Command(
    name = "skip",
    description = "in an exercise: pass over what the present step waits for",
    customSynopsis = "skip")
public final class SkipVerb extends LessonVerb {

  /** The command of a session. */
  public SkipVerb(Session session, Lessons lessons) {
    super(session, lessons);
  }

  @Override
  public Answer run(String typed) {
    return answer(lessons().skip());
  }
}
