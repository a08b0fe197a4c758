package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.session.Answer;
import quorate.session.Progress;

/** Lets the next thing happen, and time stand still again. */
@Command(
    name = "step",
    description = "in virtual time: let the next message or timer come, or the next N",
    customSynopsis = "step [N]")
public final class StepVerb extends TimeVerb {

  @Parameters(arity = "0..1", paramLabel = "N", description = "how many")
  private String count;

  @Override
  public Answer run(String typed) throws InterruptedException {
    int moves = moves(count, "step");
    Progress progress = progress();
    return moved(cluster -> session().time().step(cluster, moves, progress));
  }
}
