package quorate.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.experiments.Resources;
import quorate.lab.Printable;
import quorate.lab.UserError;

/** The chapters, in the order in which the first page of {@code docs/exercises} lists them. */
public record Course(List<Chapter> chapters) {

  private static final String FOLDER = "exercises/";
  private static final Pattern LINK = Pattern.compile("\\]\\((\\d\\d-[a-z0-9-]+)\\.md\\)");

  /** The course as it was built into the program. */
  public static Course load() {
    List<Chapter> chapters = new ArrayList<>();
    Matcher link = LINK.matcher(resource("README"));
    while (link.find()) {
      String id = link.group(1);
      if (chapters.stream().noneMatch(chapter -> chapter.id().equals(id))) {
        chapters.add(ChapterText.read(id, resource(id)));
      }
    }
    return new Course(chapters);
  }

  private static String resource(String name) {
    return Resources.text(Course.class, FOLDER + name + ".md")
        .orElseThrow(() -> new IllegalStateException("the program lacks the page " + name));
  }

  /**
   * A chapter as it can be asked for: by its number, or by the path of a file of one's own.
   *
   * @throws UserError if there is none, or it is not written as one
   */
  public Chapter find(String wanted) {
    if (!wanted.endsWith(".md")) {
      return chapters.stream()
          .filter(chapter -> Integer.toString(chapter.number()).equals(wanted))
          .findFirst()
          .orElseThrow(
              () ->
                  new UserError(
                      "there is no exercise '%s'; they are numbered from 1 to %s: exercises lists them"
                          .formatted(Printable.of(wanted), chapters.size())));
    }
    try {
      Path file = Path.of(wanted);
      String name = file.getFileName().toString();
      String id = name.substring(0, name.length() - ".md".length());
      return ChapterText.read(id, Files.readString(file));
    } catch (IOException | InvalidPathException unreadable) {
      throw new UserError("there is no chapter " + Printable.of(wanted) + " that can be read");
    } catch (IllegalArgumentException wrong) {
      throw new UserError(Printable.visible(wrong.getMessage()));
    }
  }
}
