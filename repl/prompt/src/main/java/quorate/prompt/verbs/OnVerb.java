package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.session.Answer;

/** Does another command for one cluster only. */
@Command(
    name = "on",
    description = "run a command for one cluster only",
    customSynopsis = "on NAME COMMAND ...")
public final class OnVerb extends Verb {

  @Parameters(index = "0", paramLabel = "CLUSTER", description = "a cluster")
  private String name;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "any command")
  private List<String> command = new ArrayList<>();

  @Override
  public Answer run(String typed) {
    if (command.get(0).equals("on")) {
      throw new UserError("on names one cluster; type: on " + Printable.of(name) + " COMMAND");
    }
    Statement inner = new Statement(typed, List.copyOf(command));
    return session().on(name, () -> language().run(inner));
  }
}
