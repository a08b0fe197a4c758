package quorate.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The text of a script: UTF-8, or UTF-16 as some programs of Windows write it, with its mark. */
final class ScriptText {

  private static final int BIG = 0xFE;
  private static final int LITTLE = 0xFF;

  private ScriptText() {}

  /** Reads a script. It waits for no more than its first byte, or two if they may be a mark. */
  static Reader reader(InputStream bytes) throws IOException {
    PushbackInputStream begin = new PushbackInputStream(bytes, 2);
    return new InputStreamReader(begin, charset(begin));
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
}
