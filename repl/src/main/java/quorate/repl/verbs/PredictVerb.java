package quorate.repl.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.repl.lessons.Lessons;
import quorate.repl.session.Answer;
import quorate.repl.session.Session;

/** Takes a prediction down. */
@Command(
    name = "predict",
    description = "in an exercise: what you expect; the number or the letter alone will do",
    customSynopsis = "predict NUMBER | LETTER")
public final class PredictVerb extends LessonVerb {

  @Parameters(arity = "1..*", paramLabel = "WHAT", description = "a number, or a choice")
  private List<String> words;

  /** The command of a session. */
  public PredictVerb(Session session, Lessons lessons) {
    super(session, lessons);
  }

  @Override
  public Answer run(String typed) {
    return answer(lessons().predict(String.join(" ", words)));
  }
}
