package quorate.repl;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.widget.AutosuggestionWidgets;

/**
 * The prompt on a terminal: history, completion, hints. Ctrl-C drops the line, or ends the wait of
 * a command; Ctrl-D leaves.
 */
final class Prompt {

  private static final String PROMPT = "quorate> ";

  private final Session session;
  private final Interpreter interpreter;

  Prompt(Session session, Interpreter interpreter) {
    this.session = session;
    this.interpreter = interpreter;
  }

  /** Reads and runs lines until a person leaves. */
  void run() throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      LineReader reader = reader(terminal);
      if (session.console().color()) {
        new AutosuggestionWidgets(reader).enable();
      }
      PrintStream out = session.console().out();
      out.println("Quorate: leader elections side by side. Type help, or: start raft 5");
      while (!interpreter.left() && readAndRun(reader, terminal)) {
        out.flush();
      }
    }
  }

  private LineReader reader(Terminal terminal) {
    Path history = Logs.folder().resolve("history");
    return LineReaderBuilder.builder()
        .terminal(terminal)
        .appName("quorate")
        .completer(new PromptCompleter(interpreter.language()))
        .variable(LineReader.HISTORY_FILE, history)
        .option(Option.DISABLE_EVENT_EXPANSION, true)
        .option(Option.HISTORY_IGNORE_DUPS, true)
        .build();
  }

  private boolean readAndRun(LineReader reader, Terminal terminal) {
    String line;
    try {
      line = reader.readLine(PROMPT);
    } catch (UserInterruptException dropped) {
      return true;
    } catch (EndOfFileException leaving) {
      return false;
    }
    Thread running = Thread.currentThread();
    SignalHandler before = terminal.handle(Signal.INT, signal -> running.interrupt());
    try {
      interpreter.startPage();
      interpreter.run(line, false);
    } finally {
      terminal.handle(Signal.INT, before);
      Thread.interrupted(); // a Ctrl-C that came too late to end anything
    }
    return true;
  }
}
