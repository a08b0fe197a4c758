package quorate.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import quorate.lab.Printable;

/**
 * A file that the program keeps for itself. Whatever has become of it, the program starts: what is
 * no file, or cannot be understood, is set aside under another name.
 */
public record StateFile(Path path) {

  private static final long LARGEST = 50_000_000;

  /**
   * Whether there is anything under its name, be it a file or not.
   *
   * @return false also if a folder on the way to it cannot be looked into
   */
  public boolean exists() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether it is a file that can be read; a pipe would keep the reader waiting. */
  public boolean isReadable() {
    return Files.isRegularFile(path) && Files.isReadable(path);
  }

  /**
   * All of it, without a byte order mark.
   *
   * @throws IOException if it is no file in UTF-8, or cannot be read
   */
  public String text() throws IOException {
    if (!isReadable() || Files.size(path) > LARGEST) {
      throw new IOException("it is no file, is too large, or must not be read");
    }
    return Printable.withoutMark(Files.readString(path, StandardCharsets.UTF_8));
  }

  /**
   * Gives it another name, which nothing has yet.
   *
   * @return where it is now
   * @throws IOException if it must stay
   */
  public Path setAside() throws IOException {
    Path aside = path.resolveSibling(path.getFileName() + ".unreadable");
    for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = path.resolveSibling(path.getFileName() + ".unreadable-" + i);
    }
    return Files.move(path, aside);
  }

  /**
   * Writes beside it, and moves that there: an end at any moment leaves the old one or the new.
   *
   * @throws IOException if that is not possible; then nothing half written is left
   */
  public void write(String text) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path target = Descriptor.endOfLinks(path);
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IOException("it is no file");
    }
    Path beside = target.resolveSibling(target.getFileName() + ".new");
    try {
      Files.writeString(beside, text);
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      Files.deleteIfExists(beside);
      throw failed;
    }
  }

  /** Why it could not be read or written, on one line. */
  public static String reason(IOException failed) {
    String kind = failed.getClass().getSimpleName();
    return switch (kind) {
      case "AccessDeniedException" -> "permission denied";
      case "FileAlreadyExistsException" -> "there is a file where its folder should be";
      default -> {
        boolean system = failed instanceof FileSystemException it && it.getReason() != null;
        String said = system ? ((FileSystemException) failed).getReason() : failed.getMessage();
        yield Printable.visible(String.valueOf(said));
      }
    };
  }

  @Override
  public String toString() {
    return Printable.visible(path.toString());
  }
}
