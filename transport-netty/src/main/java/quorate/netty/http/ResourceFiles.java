package quorate.netty.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a page, which are in the jars of the program. */
public final class ResourceFiles {

  private static final Pattern NAME = Pattern.compile("/([a-z0-9-]+\\.(js|css|svg|html))");

  private final List<String> folders;

  /**
   * @param folders where they are, the first that has a file of a name first: {@code
   *     "/quorate/report/page/"}
   */
  public ResourceFiles(String... folders) {
    this.folders = List.of(folders);
  }

  /** The file of a path; empty if it is none. */
  public Optional<Reply.Content> at(String path) {
    Matcher name = NAME.matcher(path.equals("/") ? "/index.html" : path);
    if (!name.matches()) {
      return Optional.empty();
    }
    for (String folder : folders) {
      try (InputStream in = ResourceFiles.class.getResourceAsStream(folder + name.group(1))) {
        if (in != null) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          return Optional.of(Reply.text(type(name.group(2)), text));
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return Optional.empty();
  }

  private static String type(String ending) {
    return switch (ending) {
      case "js" -> "text/javascript";
      case "svg" -> "image/svg+xml";
      default -> "text/" + ending;
    };
  }
}
