package quorate.prompt;

import java.io.BufferedReader;
import java.io.IOException;
import quorate.experiments.language.Statements;

/** The lines of a script. Its length has no bound, as a pipe has none; that of a line has one. */
final class ScriptLines {

  private ScriptLines() {}

  /**
   * The next line without its end, or {@code null} if there is none.
   *
   * @throws IOException if it cannot be read, or is longer than a line may be
   */
  static String next(BufferedReader script) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = script.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') { // a \\r before it is white space
      if (line.length() == Statements.LONGEST_LINE) {
        throw new IOException(Statements.tooLong().getMessage());
      }
      line.append((char) c);
      c = script.read();
    }
    return line.toString();
  }
}
