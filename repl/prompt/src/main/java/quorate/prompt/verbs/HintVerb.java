package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.course.Lessons;
import quorate.prompt.console.Desk;
import quorate.session.Answer;

/** Gives a hint. */
@Command(
    name = "hint",
    description = "in an exercise: a hint; the last one is the solution",
    customSynopsis = "hint")
public final class HintVerb extends LessonVerb {

  /** The command of a session. */
  public HintVerb(Desk desk, Lessons lessons) {
    super(desk, lessons);
  }

  @Override
  public Answer run(String typed) {
    return Answer.of(lessons().hint());
  }
}
