package quorate.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code on a page that leads its reader to write some files.
 *
 * <p>A heading of the second level that names a file, {@code ## The rules: `RingNode.java`}, begins
 * that file; the blocks of Java below it, up to the next such heading, are its parts, an empty line
 * between two of them.
 */
record PageOfCode(List<String> lines) {

  private static final Pattern FILE = Pattern.compile("## .*`(\\w+\\.java)`.*");
  private static final String FENCE = "```";

  static PageOfCode read(Path path) throws IOException {
    return new PageOfCode(Files.readAllLines(path));
  }

  /** The files of the page, in its order: name to text. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    String file = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("## ")) {
        Matcher heading = FILE.matcher(line);
        file = heading.matches() ? heading.group(1) : null;
      } else if (line.equals(FENCE + "java") && file != null) {
        int end = end(i);
        String part = String.join("\n", lines.subList(i + 1, end)) + "\n";
        files.merge(file, part, (before, next) -> before + "\n" + next);
        i = end;
      }
    }
    return files;
  }

  private int end(int begin) {
    int end = begin + 1;
    while (!lines.get(end).equals(FENCE)) {
      end++;
    }
    return end;
  }
}
