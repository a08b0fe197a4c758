package quorate.prompt.verbs;

import java.util.List;
import java.util.function.Supplier;
import quorate.course.Lessons;
import quorate.report.View;
import quorate.session.Answer;

/** The commands of the course. What the course says is a remark. */
public final class CourseVerbs {

  private CourseVerbs() {}

  /** All of them, in the order in which help lists them. */
  public static List<Verb> of(Lessons lessons) {
    return List.of(
        verb("exercises", "list the exercises, and how far you have come", lessons::list),
        new ExerciseVerb(lessons),
        new PredictVerb(lessons),
        verb("next", "in an exercise: go on reading; so does Enter at the prompt", lessons::next),
        verb("hint", "in an exercise: a hint; the last one is the solution", lessons::hint),
        verb("skip", "in an exercise: pass over what this step waits for", lessons::skip),
        new CourseBackVerb(lessons),
        verb("leave", "leave the exercise; your place in it is kept", lessons::leave));
  }

  private static Verb verb(String word, String description, Supplier<View> says) {
    return new PlainVerb(word, description, () -> Answer.remarking(says.get()));
  }
}
