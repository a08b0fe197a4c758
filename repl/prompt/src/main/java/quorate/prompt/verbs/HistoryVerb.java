package quorate.prompt.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.lab.UserError;
import quorate.report.HistoryView;
import quorate.session.Answer;

/** Shows what was typed. */
@Command(
    name = "history",
    description = "the lines that were typed, the newest last",
    customSynopsis = "history [N]")
public final class HistoryVerb extends Verb {

  private final Shell shell;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "COUNT",
      defaultValue = "20",
      description = "how many")
  private int most;

  HistoryVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Answer run(String typed) {
    if (most < 1) {
      throw new UserError("history shows 1 line or more; type: history 20");
    }
    List<String> all = shell.typed();
    int before = Math.max(all.size() - most, 0);
    return Answer.of(new HistoryView(List.copyOf(all.subList(before, all.size())), before));
  }
}
