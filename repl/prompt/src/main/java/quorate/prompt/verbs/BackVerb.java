package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.course.Lessons;
import quorate.prompt.console.Desk;
import quorate.session.Answer;

/** Goes back to the step before. */
@Command(
    name = "back",
    description = "in an exercise: the step before, once more",
    customSynopsis = "back")
public final class BackVerb extends LessonVerb {

  /** The command of a session. */
  public BackVerb(Desk desk, Lessons lessons) {
    super(desk, lessons);
  }

  @Override
  public Answer run(String typed) {
    return Answer.of(lessons().back());
  }
}
