package quorate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java runtimes of this machine: a run must be the same on all of them. */
final class Jdks {

  private static final int FEATURE = 17;
  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"(\\d+).*", Pattern.MULTILINE);

  private Jdks() {}

  /** A program {@code java}, and its feature release, 17 for instance. */
  private record Jdk(Path java, int feature) {
    static Jdk of(Path home, int feature) {
      return new Jdk(home.resolve("bin/java"), feature);
    }
  }

  /** A runtime of release 17, or the oldest if there is none. */
  static Path oldest() {
    return all().stream().min(Comparator.comparingInt(Jdk::feature)).orElseThrow().java();
  }

  static Path newest() {
    return all().stream().max(Comparator.comparingInt(Jdk::feature)).orElseThrow().java();
  }

  /** The one that runs this comes first. */
  private static List<Jdk> all() {
    Path running = Path.of(System.getProperty("java.home"));
    List<Jdk> all = new ArrayList<>(List.of(Jdk.of(running, Runtime.version().feature())));
    Path home = Path.of(System.getProperty("user.home"));
    Stream.of(
            running.getParent(),
            Path.of("/usr/lib/jvm"),
            Path.of("/opt/java"),
            home.resolve(".sdkman/candidates/java"),
            home.resolve(".jdks"))
        .filter(Files::isDirectory)
        .flatMap(Jdks::within)
        .flatMap(candidate -> at(candidate).stream())
        .filter(jdk -> jdk.feature() >= FEATURE)
        .forEach(all::add);
    return all;
  }

  private static Stream<Path> within(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Optional<Jdk> at(Path home) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return Optional.empty();
    }
    try {
      Matcher version = VERSION.matcher(Files.readString(release));
      return version.find()
          ? Optional.of(Jdk.of(home, Integer.parseInt(version.group(1))))
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
