package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import quorate.spi.ElectionAlgorithm;

/**
 * Stories that an algorithm has to live through word by word: a test for every file in {@code
 * src/test/resources/transcripts} of its module. The tests of each algorithm extend this class and
 * say which algorithm it is.
 *
 * <p>With the system property {@code rewrite=true} ({@code ./mvnw test -Drewrite=true}) nothing is
 * compared: the files are written again with what happens now. What changed is then to be read.
 */
public abstract class ElectionTranscripts {

  protected abstract ElectionAlgorithm algorithm();

  protected Path folder() {
    return Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "transcripts");
  }

  /** A test for each file, in the order of their names. */
  @TestFactory
  public Stream<DynamicTest> transcripts() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder())) {
      files = all.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    assertThat(files).as("transcripts in %s", folder().toAbsolutePath()).isNotEmpty();
    boolean rewrites = Boolean.getBoolean("rewrite");
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    file.toUri(),
                    rewrites ? () -> rewrite(file) : () -> check(file, algorithm())));
  }

  /**
   * Plays one file with an algorithm, which may be a broken one.
   *
   * @param fileName the file's name in the folder
   * @throws AssertionError at the first line that differs
   */
  public void check(String fileName, ElectionAlgorithm algorithm) throws IOException {
    check(folder().resolve(fileName), algorithm);
  }

  private static void check(Path file, ElectionAlgorithm algorithm) throws IOException {
    try {
      read(file).check(algorithm);
    } catch (AssertionError different) {
      throw new AssertionError(
          different.getMessage()
              + "\nIf what happens now is right, write it down, and read what changed:"
              + "\n  ./mvnw test -pl algorithms/"
              + file.toAbsolutePath().resolve("../../../../..").normalize().getFileName()
              + " -am -Drewrite=true",
          different);
    }
  }

  private void rewrite(Path file) throws IOException {
    String now = read(file).rewrite(algorithm());
    if (!now.equals(Files.readString(file))) {
      Files.writeString(file, now);
    }
  }

  private static Transcript read(Path file) throws IOException {
    return Transcript.parse("transcripts/" + file.getFileName(), Files.readString(file));
  }
}
