package quorate.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import quorate.netty.http.Reply;

/** The files of the page: its own, and those that it shares with reports. */
final class PageFiles {

  private static final Pattern NAME = Pattern.compile("/([a-z0-9-]+\\.(js|css|svg|html))");
  private static final List<String> FOLDERS = List.of("/quorate/web/", "/quorate/report/page/");

  private PageFiles() {}

  /** The file of a path; empty if it is none. */
  static Optional<Reply.Content> at(String path) {
    var name = NAME.matcher(path.equals("/") ? "/index.html" : path);
    if (!name.matches()) {
      return Optional.empty();
    }
    for (String folder : FOLDERS) {
      try (InputStream in = PageFiles.class.getResourceAsStream(folder + name.group(1))) {
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
