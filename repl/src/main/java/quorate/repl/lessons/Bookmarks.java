package quorate.repl.lessons;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How far a learner has come in each chapter: in a file, so that it lasts, or only as long as the
 * program runs. What cannot be read or written is said once, and the course goes on without.
 */
public final class Bookmarks {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Optional<Path> file;
  private final Consumer<String> notes;
  private SortedMap<String, Bookmark> byChapter;
  private boolean unwritable;

  private Bookmarks(Optional<Path> file, Consumer<String> notes) {
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
    return new Bookmarks(Optional.of(file), notes);
  }

  /** The bookmark in a chapter, if it is one of this chapter as it is now. */
  Optional<Bookmark> in(Chapter chapter) {
    return Optional.ofNullable(all().get(chapter.id())).filter(it -> it.fits(chapter));
  }

  /** Puts a bookmark into a chapter. */
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

  private SortedMap<String, Bookmark> read(Path from) {
    try {
      return MAPPER.readValue(
          Files.readString(from), new TypeReference<TreeMap<String, Bookmark>>() {});
    } catch (NoSuchFileException first) {
      return new TreeMap<>();
    } catch (JacksonException | IllegalArgumentException broken) {
      Path aside = from.resolveSibling(from.getFileName() + ".unreadable");
      try {
        Files.move(from, aside, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException unmovable) {
        unwritable = true; // or the file would be lost with the first bookmark
      }
      notes.accept("your progress in the exercises cannot be read, and begins anew: " + aside);
    } catch (IOException unreadable) {
      unwritable = true;
      notes.accept("your progress in the exercises cannot be read: " + unreadable.getMessage());
    }
    return new TreeMap<>();
  }

  /**
   * Writes beside the file and moves it there: an end at any moment leaves the old one or the new.
   */
  private void write(Path to) {
    if (unwritable) {
      return;
    }
    try {
      Files.createDirectories(to.toAbsolutePath().getParent());
      Path beside = to.resolveSibling(to.getFileName() + ".new");
      Files.writeString(beside, MAPPER.writeValueAsString(byChapter));
      Files.move(beside, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      unwritable = true;
      notes.accept("your progress in the exercises cannot be kept: " + failed.getMessage());
    }
  }
}
