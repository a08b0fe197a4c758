package quorate.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.UserError;
import quorate.prompt.console.Console;
import quorate.prompt.verbs.Language;
import quorate.prompt.watch.KeyCommands;
import quorate.report.Json;
import quorate.report.TextView;
import quorate.report.View;
import quorate.report.WaitView;
import quorate.session.Answer;
import quorate.session.Guide;
import quorate.session.Session;

/**
 * Runs what keys stand for as if it were typed: the guide hears of it, and it is kept. Nothing is
 * followed, because somebody looks: so a setting is changed first, and changed back at the end.
 */
final class CommandsOfKeys implements KeyCommands {

  private static final Statement WAITING = Statements.of("wait 1ms").get(0);

  private final Console console;
  private final Language language;
  private final Guide guide;
  private final Consumer<Statement> worked;
  private final boolean followed;
  private final List<View> remarks = new ArrayList<>();
  private boolean changed;

  /**
   * @param worked is told of each command that worked
   */
  CommandsOfKeys(
      Session session,
      Console console,
      Language language,
      Guide guide,
      Consumer<Statement> worked) {
    this.console = console;
    this.language = language;
    this.guide = guide;
    this.worked = worked;
    this.followed = session.settings().follow();
  }

  @Override
  public Result run(List<String> words) {
    if (followed && !changed) {
      changed = true;
      typed(List.of("set", "follow", "off"));
    }
    try {
      return new Result(true, typed(words));
    } catch (UserError wrong) {
      return new Result(false, wrong.message(Suggestions::nearest));
    }
  }

  private String typed(List<String> words) {
    Statement statement = new Statement(Statements.line(words), words);
    guide.running(statement);
    Answer answer = language.run(statement);
    answered(statement, answer);
    return answer.view().text(console);
  }

  private void answered(Statement statement, Answer answer) {
    guide.answered(statement, answer, false).remark().ifPresent(remarks::add);
    worked.accept(statement);
  }

  @Override
  public void timePasses() {
    guide.running(WAITING);
  }

  @Override
  public void passed(List<String> command) {
    Statement statement = new Statement(Statements.line(command), command);
    answered(statement, Answer.of(new WaitView(command.get(command.size() - 1), List.of())));
  }

  /** Nothing more is typed by keys. */
  void end() {
    if (changed) {
      typed(List.of("set", "follow", "on"));
    }
  }

  /** What the guide said meanwhile; empty if nothing. */
  Optional<View> remark() {
    String all =
        remarks.stream()
            .map(it -> it.text(console))
            .filter(it -> !it.isEmpty())
            .collect(Collectors.joining("\n\n"));
    return all.isEmpty() ? Optional.empty() : Optional.of(new TextView(Json.object(), all));
  }
}
