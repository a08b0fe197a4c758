package quorate.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A small chapter that is made for tests; no page, so that nobody takes it for documentation. */
final class ATestChapter {

  private ATestChapter() {}

  static String text() {
    try (InputStream in = ATestChapter.class.getResourceAsStream("7-test.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
