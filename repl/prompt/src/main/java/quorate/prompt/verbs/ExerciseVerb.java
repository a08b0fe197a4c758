package quorate.prompt.verbs;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.course.Lessons;
import quorate.experiments.language.Statements.Statement;
import quorate.session.Answer;

/** Leads through an exercise. */
@Command(
    name = "exercise",
    description = "go through an exercise step by step: predict, run, compare",
    customSynopsis = "exercise [NUMBER | FILE.md] [--tcp] [--again]",
    footer = {
      "",
      "examples:",
      "  exercise 1         begin it, or go on where you were",
      "  exercise           show the present step once more",
      "  exercise 3 --tcp   over real TCP; otherwise in virtual time, with seed 1",
      "  exercise my.md     a chapter of your own: docs/exercises says how to write one",
      "",
      "Enter, or next, goes on reading; where something is asked or wanted, Enter shows it again. "
          + "Type a prediction as it is: 12, or b, or predict 12. Another one replaces it, until you have seen some of the "
          + "outcome. Then type commands: any that lead to the goal will do. There are also hint, skip, back and leave. "
          + "leave stops the clusters of the exercise but keeps your place: when you come back, what you typed is typed again.",
      "",
      "In a script or a pipe nothing is kept, and the exit status is 1 unless every exercise that was begun is finished "
          + "without skipping a step."
    })
public final class ExerciseVerb extends Verb {

  private final Lessons lessons;
  private final Function<Statement, Answer> commands;

  @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "which one")
  private Optional<String> which = Optional.empty();

  @Option(names = "--tcp", description = "over TCP, instead of in virtual time")
  private boolean overTcp;

  @Option(names = "--again", description = "start over")
  private boolean again;

  public ExerciseVerb(Lessons lessons, Function<Statement, Answer> commands) {
    this.lessons = lessons;
    this.commands = commands;
  }

  @Override
  public Answer run(String typed) {
    return Answer.remarking(
        which.isPresent() ? lessons.open(which.get(), overTcp, again, commands) : lessons.show());
  }

  @Override
  public List<String> completions(List<String> words) {
    return words.isEmpty()
        ? lessons.course().chapters().stream().map(it -> "" + it.number()).toList()
        : List.of();
  }
}
