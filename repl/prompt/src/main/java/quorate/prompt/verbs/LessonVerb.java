package quorate.prompt.verbs;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import quorate.course.Lessons;
import quorate.experiments.language.Statements.Statement;
import quorate.report.View;
import quorate.session.Answer;

/** A command of the course that is only a name. What the course says is a remark. */
@Command
public final class LessonVerb extends Verb {

  private final Supplier<View> says;

  private LessonVerb(Supplier<View> says) {
    this.says = says;
  }

  /**
   * All commands of the course, in the order in which help lists them.
   *
   * @param commands runs what was typed another day again
   */
  public static List<CommandSpec> all(Lessons lessons, Function<Statement, Answer> commands) {
    return List.of(
        spec("exercises", "list the exercises, and how far you have come", lessons::list),
        new ExerciseVerb(lessons, commands).spec(),
        new PredictVerb(lessons).spec(),
        spec("next", "in an exercise: go on reading; so does Enter at the prompt", lessons::next),
        spec("hint", "in an exercise: a hint; the last one is the solution", lessons::hint),
        spec("skip", "in an exercise: pass over what this step waits for", lessons::skip),
        spec("back", "in an exercise: show the step before again", lessons::back),
        spec("leave", "leave the exercise; your place in it is kept", lessons::leave));
  }

  private static CommandSpec spec(String name, String summary, Supplier<View> says) {
    CommandSpec spec = new LessonVerb(says).spec().name(name);
    spec.usageMessage().customSynopsis(name).description(summary);
    return spec;
  }

  @Override
  public Answer run(String typed) {
    return Answer.remarking(says.get());
  }
}
