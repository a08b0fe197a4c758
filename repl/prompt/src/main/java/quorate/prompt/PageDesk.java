package quorate.prompt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser.ParseContext;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.UserError;
import quorate.prompt.console.Console;
import quorate.prompt.editor.StatementParser;
import quorate.prompt.verbs.Language;
import quorate.report.Tone;
import quorate.report.WaitView;
import quorate.session.Answer;
import quorate.session.Guide;
import quorate.session.Session;
import quorate.web.Desk;
import quorate.web.WebServer;

/** The page's place at the prompt: its server, and how lines that come from there are run. */
final class PageDesk implements Desk {

  private static final Statement WAITING = Statements.of("wait 1ms").get(0);
  private static final int LONGEST_LINE = 10_000;

  private final Session session;
  private final Console console;
  private final Interpreter interpreter;
  private final PromptShell shell;
  private Optional<WebServer> server = Optional.empty();
  private Runnable afterwards = () -> {};

  PageDesk(Session session, Console console, Interpreter interpreter, PromptShell shell) {
    this.session = session;
    this.console = console;
    this.interpreter = interpreter;
    this.shell = shell;
    Session.Watcher last =
        new Session.Watcher() {
          @Override
          public void added(quorate.experiments.ObservedCluster cluster) {}

          @Override
          public void stopping(quorate.experiments.ObservedCluster cluster) {}

          @Override
          public void closing() {
            server.ifPresent(WebServer::close);
          }
        };
    session.watch(last);
  }

  /** Does something after each line that came from the page. */
  void afterwards(Runnable task) {
    afterwards = task;
  }

  /**
   * Serves the page, if it is not served yet.
   *
   * @param port a number, or empty for any
   * @return what to open in a browser
   */
  String open(Optional<Integer> port) {
    if (server.isPresent()) {
      int its = server.get().port();
      if (port.isPresent() && port.get() != its) {
        throw new UserError("the page is served at port " + its + "; to move it, type: web off");
      }
      return server.get().address();
    }
    try {
      WebServer opened = WebServer.open(session, this, port.orElse(0));
      server = Optional.of(opened);
      interpreter.tell(opened);
      return opened.address();
    } catch (IOException taken) {
      throw new UserError(
          "port %s cannot be had, as another program may have it; type: web"
              .formatted(port.map(it -> "" + it).orElse("0")));
    }
  }

  void close() {
    if (shell.isAway()) {
      throw new UserError("the page cannot end itself; type web off at the prompt");
    }
    WebServer open = server.orElseThrow(() -> new UserError("no page is being served; type: web"));
    interpreter.tellNoLonger(open);
    open.leave();
    server = Optional.empty();
  }

  /** If the page is served, serves it until the process is told to end. */
  void serve() {
    server.ifPresent(
        it -> {
          console.note("the page is served until this process is told to end: Ctrl-C");
          try {
            it.awaitClose();
          } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
          }
        });
  }

  // What the page does

  @Override
  public boolean run(String line) {
    if (line.length() > LONGEST_LINE) {
      interpreter.fail(line.substring(0, 20), "a line has at most 10,000 characters");
      return false;
    }
    boolean quits = line.strip().matches("(quit|exit)\\b.*");
    if (quits) {
      interpreter.fail("quit", "the page cannot end the prompt; type quit there");
      return false;
    }
    try {
      return shell.away(
          () -> {
            console.note(console.toned(Tone.FAINT, "> " + line.strip()));
            interpreter.startPage();
            return interpreter.run(line, false);
          });
    } finally {
      Thread.interrupted(); // an interrupt that came too late to end anything
      afterwards.run();
    }
  }

  @Override
  public void interrupt() {
    interpreter.turn().interrupt();
  }

  @Override
  public Suggestions complete(String line, int cursor) {
    CompletingParsedLine parsed =
        (CompletingParsedLine) new StatementParser().parse(line, cursor, ParseContext.COMPLETE);
    List<Candidate> found = new ArrayList<>();
    List<String> before = parsed.words().subList(0, parsed.wordIndex());
    Language language = interpreter.language();
    boolean file = new PromptCompleter(language).complete(before, parsed.word(), found);
    List<Suggestion> words = new ArrayList<>();
    found.stream()
        .filter(it -> it.value().startsWith(parsed.word()))
        .map(PageDesk::suggestion)
        .forEach(words::add);
    if (file) {
      new FilesBelow(Path.of("")).beginningWith(parsed.word()).forEach(it -> words.add(file(it)));
    }
    return new Suggestions(cursor - parsed.rawWordLength(), words);
  }

  private static Suggestion suggestion(Candidate it) {
    return new Suggestion(it.value(), orNothing(it.descr()), orNothing(it.group()), it.complete());
  }

  /** A path as it is typed; that of a folder goes on. */
  private static Suggestion file(String path) {
    return new Suggestion(Statements.line(List.of(path)), "", "files", !path.endsWith("/"));
  }

  private static String orNothing(String text) {
    return text == null ? "" : text;
  }

  @Override
  public void timePasses() {
    interpreter.guide().running(WAITING);
  }

  @Override
  public void settled(String command, Answer outcome) {
    shell.away(
        () -> {
          console.note(console.toned(Tone.FAINT, "outcome of: " + command));
          interpreter.startPage();
          return interpreter.say(Statements.of(command).get(0), outcome);
        });
    afterwards.run();
  }

  @Override
  public void passed(List<String> command) {
    Statement statement = new Statement(Statements.line(command), command);
    Guide guide = interpreter.guide();
    Answer waited = Answer.of(new WaitView(command.get(command.size() - 1), List.of()));
    guide
        .answered(statement, waited, false)
        .remark()
        .ifPresent(it -> interpreter.remark(statement, it));
    shell.worked(statement);
    afterwards.run();
  }
}
