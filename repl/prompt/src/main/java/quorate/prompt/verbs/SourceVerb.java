package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.report.ScriptView;
import quorate.session.Answer;

/** Runs the commands of a file. */
@Command(
    name = "source",
    description = "run the commands of a file",
    customSynopsis = "source FILE")
public final class SourceVerb extends Verb {

  private final Shell shell;

  @Parameters(index = "0", paramLabel = "FILE", description = "which one")
  private String file;

  SourceVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Answer run(String typed) {
    String of = file; // a file may have this very command
    int commands = shell.source(of);
    return Answer.of(new ScriptView(of, commands, ""));
  }
}
