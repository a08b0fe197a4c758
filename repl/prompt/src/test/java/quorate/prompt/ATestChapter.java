package quorate.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small chapter that is made for tests; no page, so that nobody takes it for documentation. */
final class ATestChapter {

  private ATestChapter() {}

  /** Writes it into a folder; its path. */
  static String in(Path folder) throws IOException {
    return written(folder, "7-test.md", text());
  }

  /** Writes another chapter, such as this one with changes; its path. */
  static String written(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  static String text() {
    try (InputStream in = ATestChapter.class.getResourceAsStream("7-test.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
