package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.course.Lessons;
import quorate.prompt.console.Desk;
import quorate.session.Answer;

/** Goes on to the next step of an exercise. */
@Command(
    name = "next",
    description = "in an exercise: go on reading; so does Enter at the prompt",
    customSynopsis = "next")
public final class NextVerb extends LessonVerb {

  /** The command of a session. */
  public NextVerb(Desk desk, Lessons lessons) {
    super(desk, lessons);
  }

  @Override
  public Answer run(String typed) {
    return Answer.of(lessons().next());
  }
}
