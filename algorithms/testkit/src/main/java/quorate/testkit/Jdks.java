package quorate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java runtimes of this machine: a run must be the same on all of them. */
final class Jdks {

  private static final int OLDEST = 17;
  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"(\\d+).*", Pattern.MULTILINE);

  private Jdks() {}

  /** The program {@code java} of release 17, or the oldest if there is none. */
  static Path oldest() {
    return all().firstEntry().getValue();
  }

  static Path newest() {
    return all().lastEntry().getValue();
  }

  /** One for each release; the runtime of this program is one of them. */
  private static TreeMap<Integer, Path> all() {
    Path running = Path.of(System.getProperty("java.home"));
    Path home = Path.of(System.getProperty("user.home"));
    TreeMap<Integer, Path> all = new TreeMap<>();
    all.put(Runtime.version().feature(), running.resolve("bin/java"));
    Stream.of(
            running.getParent(),
            Path.of("/usr/lib/jvm"),
            Path.of("/opt/java"),
            home.resolve(".sdkman/candidates/java"),
            home.resolve(".jdks"))
        .filter(Files::isDirectory)
        .flatMap(Jdks::within)
        .forEach(
            jdk -> releaseOf(jdk).ifPresent(it -> all.putIfAbsent(it, jdk.resolve("bin/java"))));
    return all;
  }

  private static Stream<Path> within(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Empty if it is no runtime, or one that is too old. */
  private static Optional<Integer> releaseOf(Path home) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return Optional.empty();
    }
    try {
      Matcher version = VERSION.matcher(Files.readString(release));
      return Optional.of(version)
          .filter(Matcher::find)
          .map(it -> Integer.valueOf(it.group(1)))
          .filter(it -> it >= OLDEST);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
