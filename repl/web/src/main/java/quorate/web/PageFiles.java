package quorate.web;

import java.util.Optional;
import quorate.netty.http.Reply;
import quorate.netty.http.ResourceFiles;

/** The files of the page: its own, and those that it shares with reports. */
final class PageFiles {

  private static final ResourceFiles FILES =
      new ResourceFiles("/quorate/web/", "/quorate/report/page/");

  private PageFiles() {}

  /** The file of a path; empty if it is none. */
  static Optional<Reply.Content> at(String path) {
    return FILES.at(path);
  }
}
