package quorate.prompt.verbs;

import java.util.List;
import quorate.experiments.Resources;
import quorate.report.TextView;
import quorate.report.VersionView;
import quorate.session.Answer;

/** The commands of the prompt itself. */
public final class ShellVerbs {

  private ShellVerbs() {}

  /** All of them, in the order in which help lists them. */
  public static List<Verb> of(Shell shell) {
    return List.of(
        new HistoryVerb(shell),
        new SaveVerb(shell),
        new SourceVerb(shell),
        new ReportVerb(shell),
        new WatchVerb(shell),
        new WebVerb(shell),
        new WallTimingVerb(shell),
        new PlainVerb("clear", "empty the screen; Ctrl-L does the same", () -> cleared(shell)),
        new PlainVerb("version", "which Quorate this is", () -> Answer.of(version())));
  }

  private static Answer cleared(Shell shell) {
    shell.clear();
    return Answer.of(TextView.NOTHING);
  }

  /** The version of the program, as the build wrote it down. */
  public static VersionView version() {
    return new VersionView(
        Resources.text(ShellVerbs.class, "/quorate/prompt/version.txt").orElseThrow().strip(),
        System.getProperty("java.version"));
  }
}
