package quorate.prompt.verbs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Quantities;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.UserError;
import quorate.report.WatchedLiveView;
import quorate.report.WatchedView;
import quorate.session.Answer;

/** Shows clusters on the whole screen, or repeats a command. */
@Command(
    name = "watch",
    description =
        "see a cluster live on the whole screen, with keys for faults; or repeat a command",
    customSynopsis = "watch [TIME COMMAND ...]")
public final class WatchVerb extends Verb {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final String EXAMPLE = "; type: watch 1s status";

  private final Shell shell;

  @Parameters(index = "0", arity = "0..1", paramLabel = "EVERY", description = "how often")
  private String every;

  @Parameters(index = "1..*", paramLabel = "COMMAND", description = "any command")
  private List<String> command = new ArrayList<>();

  WatchVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Answer run(String typed) throws InterruptedException {
    if (every == null) {
      return live();
    } else if (command.isEmpty()) {
      throw new UserError("watch needs a time and a command" + EXAMPLE);
    } else if (command.get(0).equals("watch")) {
      throw new UserError("watch repeats one command" + EXAMPLE);
    }
    Duration time = time();
    if (time.compareTo(SHORTEST) < 0) {
      throw new UserError("watch repeats a command every 100ms at most" + EXAMPLE);
    }
    Statement inner = new Statement(Statements.line(command), List.copyOf(command));
    return Answer.of(new WatchedView(shell.repeat(time, inner)));
  }

  private Answer live() {
    shell.checkScreen();
    List<ObservedCluster> running = new ArrayList<>(session().clusters());
    running.removeIf(it -> it.recorded().isPresent());
    if (running.isEmpty()) {
      session().clusters().forEach(ObservedCluster::checkRuns);
    }
    List<String> names = running.stream().map(it -> it.spec().name()).toList();
    return Answer.of(new WatchedLiveView(names, shell.show(names)));
  }

  private Duration time() {
    try {
      return Quantities.duration(every);
    } catch (UserError wrong) {
      throw new UserError(wrong.getMessage() + EXAMPLE.replace("; type", "; or type"));
    }
  }
}
