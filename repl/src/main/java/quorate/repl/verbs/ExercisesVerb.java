package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.repl.console.Desk;
import quorate.repl.lessons.Lessons;
import quorate.repl.lessons.Remark;
import quorate.repl.session.Answer;

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
    Remark list = lessons().list();
    return Answer.of(list.json(), list.text());
  }
}
