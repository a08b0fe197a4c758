package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.course.Lessons;
import quorate.prompt.console.Desk;
import quorate.session.Answer;

/** Passes over a step of an exercise. */
@Command(
    name = "skip",
    description = "in an exercise: pass over what the present step waits for",
    customSynopsis = "skip")
public final class SkipVerb extends LessonVerb {

  /** The command of a session. */
  public SkipVerb(Desk desk, Lessons lessons) {
    super(desk, lessons);
  }

  @Override
  public Answer run(String typed) {
    return Answer.of(lessons().skip());
  }
}
