package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.course.Lessons;
import quorate.prompt.console.Desk;
import quorate.session.Answer;

/** Lists the exercises. */
@Command(
    name = "exercises",
    description = "list the exercises, and how far you have come",
    customSynopsis = "exercises")
public final class ExercisesVerb extends LessonVerb {

  /** The command of a session. */
  public ExercisesVerb(Desk desk, Lessons lessons) {
    super(desk, lessons);
  }

  @Override
  public Answer run(String typed) {
    return Answer.of(lessons().list());
  }
}
