package quorate.prompt.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.course.Lessons;
import quorate.session.Answer;

/** Takes a prediction down. */
@Command(
    name = "predict",
    description = "in an exercise: what you expect; the number or the letter alone will do",
    customSynopsis = "predict NUMBER | LETTER")
public final class PredictVerb extends Verb {

  private final Lessons lessons;

  @Parameters(arity = "1..*", paramLabel = "VALUE", description = "a number, or a choice")
  private List<String> words;

  PredictVerb(Lessons lessons) {
    this.lessons = lessons;
  }

  @Override
  public Answer run(String typed) {
    return Answer.remarking(lessons.predict(String.join(" ", words)));
  }
}
