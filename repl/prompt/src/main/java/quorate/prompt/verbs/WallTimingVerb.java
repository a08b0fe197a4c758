package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.report.WallTimingView;
import quorate.session.Answer;

/** Says after each command how long it took, or does so no longer. */
@Command(
    name = "timing",
    description = "say how long each command takes, by the clock on the wall",
    customSynopsis = "timing [on|off]")
public final class WallTimingVerb extends Verb {

  private final Shell shell;

  @Parameters(index = "0", arity = "0..1", paramLabel = "on|off", description = "which")
  private String which;

  WallTimingVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Answer run(String typed) {
    if (which != null && !which.equals("on") && !which.equals("off")) {
      throw new UserError(
          "timing is on or off, got '" + Printable.of(which) + "'; type: timing on");
    } else if (which != null) {
      shell.time(which.equals("on"));
    }
    return Answer.of(new WallTimingView(shell.timesCommands()));
  }
}
