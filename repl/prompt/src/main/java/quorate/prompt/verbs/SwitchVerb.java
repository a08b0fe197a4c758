package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.session.Answer;
import quorate.session.Progress;

/** Goes on in another branch. */
@Command(
    name = "switch",
    description = "in virtual time: go on in another branch, where you left it",
    customSynopsis = "switch NAME")
public final class SwitchVerb extends TimeVerb {

  @Parameters(paramLabel = "BRANCH", description = "which one")
  private String name;

  @Override
  public Answer run(String typed) throws InterruptedException {
    session().clusters().forEach(cluster -> session().branches().named(cluster, name));
    Progress progress = progress();
    return moved(cluster -> session().branches().switchTo(cluster, name, progress));
  }
}
