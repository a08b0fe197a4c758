package quorate.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import quorate.lab.Printable;

/** The files of a folder and below, as a path is typed that leads to one. */
final class FilesBelow {

  private static final int MOST = 200;

  private final Path top;

  FilesBelow(Path top) {
    this.top = top;
  }

  /**
   * The paths that go on as this one begins; a folder ends with a slash. What is elsewhere is not
   * found, nor is what is hidden, unless the path says so.
   */
  List<String> beginningWith(String begun) {
    String parent = begun.substring(0, begun.lastIndexOf('/') + 1);
    String name = begun.substring(parent.length());
    try {
      Path real = top.toRealPath();
      Path folder = real.resolve(parent).toRealPath();
      if (!folder.startsWith(real)) {
        return List.of();
      }
      try (Stream<Path> all = Files.list(folder)) {
        return all.filter(it -> it.getFileName().toString().startsWith(name))
            .filter(it -> name.startsWith(".") || !it.getFileName().toString().startsWith("."))
            .map(it -> parent + it.getFileName() + (Files.isDirectory(it) ? "/" : ""))
            .filter(it -> it.equals(Printable.visible(it)))
            .sorted()
            .limit(MOST)
            .toList();
      }
    } catch (IOException | InvalidPathException none) {
      return List.of();
    }
  }
}
