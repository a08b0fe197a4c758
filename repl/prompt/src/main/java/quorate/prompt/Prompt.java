package quorate.prompt;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;
import quorate.prompt.editor.ClusterWatch;
import quorate.prompt.editor.LineEditor;
import quorate.prompt.editor.StatusBar;
import quorate.report.Tone;
import quorate.report.Wrapping;
import quorate.session.Session;

/**
 * The prompt on a terminal: history, completion, hints. Ctrl-C drops the line, or ends the wait of
 * a command; Ctrl-D leaves.
 */
final class Prompt {

  private static final String PROMPT = "quorate> ";
  private static final String GREETING =
      "Quorate: leader elections side by side. Type help, or: start raft 5, or: exercise 1";

  private final Session session;
  private final Console console;
  private final Interpreter interpreter;
  private final Terminal terminal;

  Prompt(CommandContext context, Interpreter interpreter, Terminal terminal) {
    this.session = context.session();
    this.console = context.console();
    this.interpreter = interpreter;
    this.terminal = terminal;
  }

  void run(Opening opening) throws IOException {
    setKeys();
    LineEditor reader = editor();
    StatusBar bar = new StatusBar(terminal, reader, console.out());
    ClusterWatch watch =
        new ClusterWatch(
            session, console, it -> bar.show(console.shown(it)), news -> printAbove(reader, news));
    if (console.live()) {
      session.liveTrace().printWith(lines -> printAbove(reader, lines));
      keepInSight(bar, watch, reader);
    }
    interpreter.shell().historyFrom(() -> lines(reader.getHistory()));
    interpreter.shell().historyTo(line -> reader.getHistory().add(line));
    interpreter.shell().printAbove(lines -> printAbove(reader, lines));
    interpreter.shell().page().afterwards(() -> watch.look(interpreter.guide().place()));
    try {
      readAndRunAll(opening, reader, watch);
    } finally {
      watch.close();
      bar.close();
    }
  }

  /** Shows how the clusters are, and how far a command has come, where the terminal can. */
  private void keepInSight(StatusBar bar, ClusterWatch watch, LineEditor reader) {
    session.watch(watch);
    reader.whenResized(watch::show);
    interpreter
        .shell()
        .aroundWhole(
            () -> {
              bar.suspend();
              session.liveTrace().printWith(lines -> {}); // there is no room for it
            },
            () -> {
              session.liveTrace().printWith(lines -> printAbove(reader, lines));
              bar.resume();
              watch.show();
            });
    terminal.handle(Signal.WINCH, signal -> watch.show()); // while a command runs
    Runtime.getRuntime().addShutdownHook(new Thread(bar::close, "give the last row back"));
    if (bar.isPossible()) {
      console.progressTo(
          text -> {
            if (text.isEmpty()) {
              watch.show();
            } else {
              bar.show(console.shown(text));
            }
          });
    }
  }

  private void readAndRunAll(Opening opening, LineEditor reader, ClusterWatch watch) {
    PrintStream out = console.out();
    if (opening.greets()) {
      out.println(Wrapping.text(GREETING, console.lineWidth()));
    }
    opening.rc().ifPresent(rc -> interruptible(() -> runFirst(rc)));
    interruptible(() -> interpreter.run(opening.commands(), false));
    boolean goesOn = true;
    while (goesOn && !interpreter.left()) {
      out.flush();
      interpreter.turn().takeIfFree(() -> watch.look(interpreter.guide().place()));
      watch.typing();
      goesOn = readAndRun(reader, watch, opening.hints());
    }
  }

  private static List<String> lines(History history) {
    return StreamSupport.stream(history.spliterator(), false).map(History.Entry::line).toList();
  }

  /** A command that fails there does not keep anybody from the prompt. */
  private void runFirst(Path rc) {
    try (Script lines = Script.open(rc.toString())) {
      interpreter.run(rc.toString(), lines, true);
    } catch (IOException | UserError unreadable) {
      console.note(Printable.visible(rc + ": " + unreadable.getMessage()));
    }
  }

  /**
   * On Ctrl-&#92; a JVM prints the stacks of all its threads, and it lets nobody else have that
   * signal. So the key means nothing as long as the program has the terminal. What is typed while a
   * command runs waits, unseen, for the next line.
   */
  private void setKeys() {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    Attributes attributes = terminal.getAttributes();
    attributes.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO), false);
    attributes.setControlChar(ControlChar.VMIN, 1);
    attributes.setControlChar(ControlChar.VTIME, 0);
    attributes.setControlChar(ControlChar.VQUIT, mac ? 0xFF : 0);
    terminal.setAttributes(attributes);
  }

  /** Prints neither into what is being typed, nor behind a line of progress. */
  private void printAbove(LineReader reader, String lines) {
    synchronized (console.out()) {
      if (!reader.isReading()) {
        console.progress("");
      }
      reader.printAbove(console.shown(lines));
    }
  }

  private LineEditor editor() throws IOException {
    PromptCompleter completer = new PromptCompleter(interpreter.language());
    LineEditor editor =
        new LineEditor(
            terminal,
            interpreter.language(),
            (reader, line, found) ->
                interpreter.turn().takeIfFree(() -> completer.complete(reader, line, found)),
            console.color());
    HistoryFile.prepare(Logs.folder().resolve("history"), console::note)
        .ifPresent(history -> editor.setVariable(LineReader.HISTORY_FILE, history));
    return editor;
  }

  private String prompt() {
    return interpreter.guide().prompt().map(Printable::visible).orElse(PROMPT);
  }

  private boolean readAndRun(LineEditor reader, ClusterWatch watch, boolean hints) {
    String line;
    try {
      line = reader.readLine(prompt());
    } catch (UserInterruptException dropped) {
      return true;
    } catch (EndOfFileException leaving) {
      return false;
    } finally {
      watch.running();
    }
    interruptible(
        () -> {
          interpreter.startPage(prompt(), line);
          if (line.isBlank()) {
            interpreter.readOn();
          }
          boolean worked = interpreter.run(line, false);
          reader.worked().ended(line, worked || interpreter.left());
          if (interpreter.taught()) {
            console.out().println();
          } else if (worked && hints && console.live()) {
            Hint.after(line).ifPresent(it -> console.note(console.toned(Tone.FAINT, it)));
          }
        });
    return true;
  }

  /** Does something that Ctrl-C ends. */
  private void interruptible(Runnable work) {
    Thread running = Thread.currentThread();
    SignalHandler before = terminal.handle(Signal.INT, signal -> running.interrupt());
    try {
      work.run();
    } finally {
      terminal.handle(Signal.INT, before);
      Thread.interrupted(); // a Ctrl-C that came too late to end anything
    }
  }
}
