package quorate.prompt.verbs;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.course.Lessons;
import quorate.session.Answer;

/** Leads through an exercise. */
@Command(
    name = "exercise",
    description = "go through an exercise step by step: predict, run, compare",
    customSynopsis = "exercise [NUMBER | FILE.md] [--tcp] [--again]")
public final class ExerciseVerb extends Verb {

  private final Lessons lessons;

  @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "which one")
  private Optional<String> which = Optional.empty();

  @Option(names = "--tcp", description = "over TCP, instead of in virtual time")
  private boolean overTcp;

  @Option(names = "--again", description = "start over")
  private boolean again;

  ExerciseVerb(Lessons lessons) {
    this.lessons = lessons;
  }

  @Override
  public Answer run(String typed) {
    return Answer.remarking(
        which.isPresent()
            ? lessons.open(which.get(), overTcp, again, language()::run)
            : lessons.show());
  }

  @Override
  public List<Completion> completions(String kind, List<String> before) {
    return lessons.list().places().stream()
        .map(
            it ->
                new Completion(
                    "" + it.chapter().number(),
                    it.chapter().title() + (it.progress().isEmpty() ? "" : "; " + it.progress()),
                    "exercises"))
        .toList();
  }
}
