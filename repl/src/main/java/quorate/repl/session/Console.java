package quorate.repl.session;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.IntSupplier;

/**
 * Where a session prints, and how: answers go to standard output, notes and progress to standard
 * error.
 *
 * @param out for answers
 * @param err for notes, progress, and errors that are no answers
 * @param json whether answers are JSON, one object a line
 * @param color whether colour may be used
 * @param ascii whether only ASCII can be shown
 * @param columns how many columns a table may have; a window may be resized
 * @param live whether {@code err} is a terminal, on which a line can be drawn over
 * @param screen whether {@code out} is a terminal: long lines are better broken there, and better
 *     whole where a program reads them
 */
public record Console(
    PrintStream out,
    PrintStream err,
    boolean json,
    boolean color,
    boolean ascii,
    IntSupplier columns,
    boolean live,
    boolean screen) {

  /** A console whose answers go elsewhere than to a terminal. */
  public Console(
      PrintStream out,
      PrintStream err,
      boolean json,
      boolean color,
      boolean ascii,
      IntSupplier columns,
      boolean live) {
    this(out, err, json, color, ascii, columns, live, false);
  }

  /** How many columns a line may have that can be broken: no end, where no person looks at it. */
  public int lineWidth() {
    return screen ? width() : Integer.MAX_VALUE;
  }

  /** How many columns a table may have now. */
  public int width() {
    return columns.getAsInt();
  }

  /** Prints an answer, or a part of it. Any thread. */
  public void answer(String text) {
    synchronized (out) { // a line of another thread must not come in between
      if (!text.isEmpty()) {
        out.println(json ? text : shown(text));
        out.flush();
      }
    }
  }

  /** Prints a note. Any thread. */
  public void note(String text) {
    synchronized (out) {
      err.println(shown(text));
      err.flush();
    }
  }

  /**
   * Draws a line of progress over the one before; empty text wipes it. Silent without a terminal. A
   * line that is too long is cut: one that went on below could not be drawn over.
   */
  public void progress(String text) {
    if (live) {
      String line = text.substring(0, Math.min(text.length(), width() - 1));
      err.print("\r\u001B[K" + shown(line));
      err.flush();
    }
  }

  /** Text in bold, if colour may be used. */
  public String bold(String text) {
    return color ? "\u001B[1m" + text + "\u001B[0m" : text;
  }

  /** Text as this console can show it. */
  private String shown(String text) {
    return ascii ? text.replace("\u00A7", "sec. ").replaceAll("[^\\x00-\\x7F]", "?") : text;
  }

  /** Whether a charset lacks what is printed. */
  public static boolean needsAscii(Charset charset) {
    return !charset.newEncoder().canEncode('\u00A7');
  }
}
