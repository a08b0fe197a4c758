package quorate.prompt.console;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.lab.Printable;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceText;
import quorate.report.Display;
import quorate.report.Tone;
import quorate.session.OutputFile;

/**
 * Where a session prints, and how: answers go to standard output, notes and progress to standard
 * error.
 *
 * @param out for answers
 * @param err for notes, progress, and errors that are no answers
 * @param json whether answers are JSON, one object per line
 * @param color whether colour may be used
 * @param ascii whether only ASCII can be shown
 * @param columns how many columns a table may have; a window may be resized
 * @param live whether {@code err} is a terminal, on which a line can be drawn over
 * @param screen whether {@code out} is a terminal: long lines are better broken there, and better
 *     whole where a program reads them
 * @param progressLine what shows progress instead of {@code err}, if anything does
 * @param elsewhere what prints answers and notes instead of the two streams, if anything does
 */
public record Console(
    PrintStream out,
    PrintStream err,
    boolean json,
    boolean color,
    boolean ascii,
    IntSupplier columns,
    boolean live,
    boolean screen,
    AtomicReference<Consumer<String>> progressLine,
    AtomicReference<Consumer<String>> elsewhere)
    implements Display {

  private static final Pattern STYLE = Pattern.compile("\u001B\\[(0|1|2|3[1-6]|1;32)m");

  /** A console whose progress goes to standard error. */
  public Console(
      PrintStream out,
      PrintStream err,
      boolean json,
      boolean color,
      boolean ascii,
      IntSupplier columns,
      boolean live,
      boolean screen) {
    this(
        out,
        err,
        json,
        color,
        ascii,
        columns,
        live,
        screen,
        new AtomicReference<>(),
        new AtomicReference<>());
  }

  /** The same with another width. */
  public Console wide(IntSupplier other) {
    return new Console(out, err, json, color, ascii, other, live, screen, progressLine, elsewhere);
  }

  @Override
  public int lineWidth() {
    return screen ? width() : Integer.MAX_VALUE;
  }

  @Override
  public int width() {
    return columns.getAsInt();
  }

  /**
   * Prints an answer, or a part of it. Any thread.
   *
   * @throws OutputLost if it cannot be written
   */
  public void answer(String text) {
    Consumer<String> other = elsewhere.get();
    if (other != null && !text.isEmpty()) {
      other.accept(text);
      return;
    }
    synchronized (out) { // a line of another thread must not come in between
      if (!text.isEmpty()) {
        out.println(json ? Printable.json(text) : shown(text));
        if (out.checkError()) {
          throw new OutputLost();
        }
      }
    }
  }

  /**
   * Writes rows of data as they are. Any thread.
   *
   * @throws OutputLost if they cannot be written
   */
  public void rows(OutputFile.Content rows) throws InterruptedException {
    if (elsewhere.get() != null) {
      answer(text(rows));
      return;
    }
    synchronized (out) {
      try {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        rows.writeTo(writer);
        writer.flush();
      } catch (IOException never) {
        throw new UncheckedIOException(never); // a PrintStream throws none
      }
      if (out.checkError()) {
        throw new OutputLost();
      }
    }
  }

  private static String text(OutputFile.Content rows) throws InterruptedException {
    StringWriter text = new StringWriter();
    try {
      rows.writeTo(text);
    } catch (IOException never) {
      throw new UncheckedIOException(never); // it is all in memory
    }
    return text.toString().stripTrailing();
  }

  /** Prints a note. Any thread. */
  public void note(String text) {
    Consumer<String> other = elsewhere.get();
    if (other != null) {
      other.accept(text);
      return;
    }
    synchronized (out) {
      err.println(shown(text));
      err.flush();
    }
  }

  /** Prints what went wrong, in a colour if a person looks at it. Any thread. */
  public void error(String text) {
    note(live && !text.contains("\n") ? toned(Tone.BAD, text) : text);
  }

  /**
   * Notes what went wrong, and why. Any thread.
   *
   * @param chains for each of the events that show it, its chain of causes, newest first
   */
  public void noteChains(String head, String description, List<List<TraceEvent>> chains) {
    note(toned(Tone.BAD, head) + description);
    for (List<TraceEvent> chain : chains) {
      note("  because, newest first:");
      chain.forEach(event -> note(TraceText.lines("  ", event, lineWidth())));
    }
  }

  /**
   * Draws a line of progress over the one before; empty text wipes it. Silent without a terminal. A
   * line that is too long is cut: one that went on below could not be drawn over.
   */
  public void progress(String text) {
    Consumer<String> other = progressLine.get();
    if (live && other != null) {
      other.accept(text);
    } else if (live) {
      String line = text.substring(0, Math.min(text.length(), width() - 1));
      err.print("\r\u001B[K" + shown(line));
      err.flush();
    }
  }

  /** Prints answers and notes somewhere else from now on; with null, as before. */
  public void printTo(Consumer<String> other) {
    elsewhere.set(other);
  }

  /** Shows progress somewhere else from now on; with null, on standard error again. */
  public void progressTo(Consumer<String> other) {
    progressLine.set(other);
  }

  @Override
  public String bold(String text) {
    return color ? "\u001B[1m" + text + "\u001B[0m" : text;
  }

  @Override
  public String toned(Tone tone, String text) {
    String code =
        switch (tone) {
          case LEADER -> "1;32";
          case CANDIDATE -> "33";
          case BAD -> "31";
          case FAINT -> "2";
          case CURVE_1 -> "36";
          case CURVE_2 -> "35";
          case CURVE_3 -> "33";
          case CURVE_4 -> "32";
          case CURVE_5 -> "34";
          case PLAIN -> "";
        };
    return color && !code.isEmpty() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }

  /**
   * Text as this console can show it: of what steers a terminal, only ends of lines are left, and
   * bold and colours if they may be used.
   */
  public String shown(String text) {
    StringBuilder shown = new StringBuilder();
    int from = 0;
    Matcher style = STYLE.matcher(text);
    while (color && style.find()) {
      shown
          .append(Printable.visibleLines(text.substring(from, style.start())))
          .append(style.group());
      from = style.end();
    }
    shown.append(Printable.visibleLines(text.substring(from)));
    return ascii
        ? shown.toString().replace("\u00A7", "sec. ").replaceAll("[^\\x00-\\x7F]", "?")
        : shown.toString();
  }

  /** Whether a charset lacks what is printed. */
  public static boolean needsAscii(Charset charset) {
    return !charset.newEncoder().canEncode('\u00A7');
  }
}
