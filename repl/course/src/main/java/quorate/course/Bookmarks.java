package quorate.course;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import quorate.session.StateFile;

/**
 * How far a learner has come in each chapter: in a file, so that it lasts, or only as long as the
 * program runs. What cannot be read or written is said once, and the course goes on without.
 */
public final class Bookmarks {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Optional<StateFile> file;
  private final Consumer<String> notes;
  private SortedMap<String, Bookmark> byChapter;
  private boolean unwritable;

  private Bookmarks(Optional<StateFile> file, Consumer<String> notes) {
    this.file = file;
    this.notes = notes;
  }

  /** Bookmarks that are gone when the program ends. */
  public static Bookmarks inMemory() {
    return new Bookmarks(Optional.empty(), note -> {});
  }

  /**
   * Bookmarks in a file, which is read when they are needed for the first time.
   *
   * @param file where; it need not exist, and neither need its folder
   * @param notes who is told of a file that cannot be read or written
   */
  public static Bookmarks inFile(Path file, Consumer<String> notes) {
    return new Bookmarks(Optional.of(new StateFile(file)), notes);
  }

  /** The bookmark in a chapter, if it is one of this chapter as it is now. */
  Optional<Bookmark> in(Chapter chapter) {
    return Optional.ofNullable(all().get(chapter.id())).filter(it -> it.fits(chapter));
  }

  void put(Chapter chapter, Bookmark bookmark) {
    all().put(chapter.id(), bookmark);
    file.ifPresent(this::write);
  }

  private SortedMap<String, Bookmark> all() {
    if (byChapter == null) {
      byChapter = file.map(this::read).orElseGet(TreeMap::new);
    }
    return byChapter;
  }

  private SortedMap<String, Bookmark> read(StateFile from) {
    if (!from.exists()) {
      return new TreeMap<>();
    }
    try {
      SortedMap<String, Bookmark> read =
          MAPPER.readValue(from.text(), new TypeReference<TreeMap<String, Bookmark>>() {});
      if (read != null && !read.containsValue(null)) {
        return read;
      }
    } catch (IOException | IllegalArgumentException broken) {
      // said below
    }
    try {
      notes.accept(
          "your progress in the exercises cannot be read, and starts over: "
              + new StateFile(from.setAside()));
    } catch (IOException unmovable) {
      unwritable = true; // or the file would be lost with the first bookmark
      notes.accept("your progress in the exercises cannot be read: " + StateFile.reason(unmovable));
    }
    return new TreeMap<>();
  }

  private void write(StateFile to) {
    if (unwritable) {
      return;
    }
    try {
      to.write(MAPPER.writeValueAsString(byChapter));
    } catch (IOException failed) {
      unwritable = true;
      notes.accept("your progress in the exercises cannot be kept: " + StateFile.reason(failed));
    }
  }
}
