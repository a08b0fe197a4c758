package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.session.Answer;

/** Lets something come before its turn. */
@Command(
    name = "deliver",
    description = "in virtual time: let a message or a timer of the list of pending come now",
    customSynopsis = "deliver N [--anyway]")
public final class DeliverVerb extends Verb {

  @Parameters(paramLabel = "N", description = "its place in the list of pending")
  private String place;

  @Option(names = "--anyway", description = "even if neither network nor clocks could do that")
  private boolean anyway;

  @Override
  public Answer run(String typed) throws InterruptedException {
    return new PendingMoves(session(), typed).deliver(place, anyway);
  }
}
