package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.repl.console.Desk;
import quorate.repl.lessons.Lessons;
import quorate.repl.session.Answer;

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
    return answer(lessons().next());
  }
}
