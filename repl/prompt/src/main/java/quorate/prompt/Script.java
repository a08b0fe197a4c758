package quorate.prompt;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import quorate.experiments.language.Statements;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.session.StateFile;

/**
 * Lines to be run: of a file, or of standard input. They are UTF-8, or UTF-16 as some programs of
 * Windows write it, with its mark. A script has no bound, as a pipe has none; a line has one.
 */
final class Script implements Closeable {

  private static final int BIG = 0xFE;
  private static final int LITTLE = 0xFF;

  private final Reader text;

  Script(Reader text) {
    this.text = text;
  }

  /** Waits for no more than the first byte, or two if they may be a mark. */
  static Script in(InputStream bytes) {
    PushbackInputStream begin = new PushbackInputStream(bytes, 2);
    try {
      return new Script(new BufferedReader(new InputStreamReader(begin, charset(begin))));
    } catch (IOException failed) {
      throw unreadable(failed);
    }
  }

  /** Opens the file of a path; a UserError if that is not possible. */
  static Script open(String path) {
    try {
      return in(Files.newInputStream(Path.of(path)));
    } catch (NoSuchFileException | InvalidPathException none) {
      throw new UserError("there is no script " + Printable.of(path));
    } catch (IOException unreadable) {
      throw unreadable(unreadable);
    }
  }

  private static Charset charset(PushbackInputStream begin) throws IOException {
    int first = begin.read();
    int second = first == BIG || first == LITTLE ? begin.read() : -1;
    boolean marked = first == BIG && second == LITTLE || first == LITTLE && second == BIG;
    if (second >= 0) {
      begin.unread(second);
    }
    if (first >= 0) {
      begin.unread(first);
    }
    return marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  private static UserError unreadable(IOException why) {
    return new UserError("the script cannot be read: " + StateFile.reason(why));
  }

  /**
   * The next line without its end, or {@code null} if there is none.
   *
   * @throws UserError if it cannot be read, or is longer than a line may be
   */
  String next() {
    StringBuilder line = new StringBuilder();
    try {
      int c = text.read();
      if (c < 0) {
        return null;
      }
      while (c >= 0 && c != '\n') { // a \\r before it is white space
        if (line.length() == Statements.LONGEST_LINE) {
          throw new UserError("the script cannot be read: " + Statements.tooLong().getMessage());
        }
        line.append((char) c);
        c = text.read();
      }
    } catch (IOException failed) {
      throw unreadable(failed);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
