package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.session.Answer;
import quorate.session.Progress;

/** Undoes the last things that happened. */
@Command(
    name = "back",
    description = "in virtual time: undo the last message, timer or fault, or the last N",
    customSynopsis = "back [N]")
public class BackVerb extends TimeVerb {

  @Parameters(arity = "0..1", paramLabel = "N", description = "how many")
  private String count;

  @Override
  public Answer run(String typed) throws InterruptedException {
    int moves = moves(count, "back");
    Progress progress = progress();
    return moved(cluster -> session().time().back(cluster, moves, progress));
  }

  /** Whether a number was typed. */
  final boolean isCounted() {
    return count != null;
  }
}
