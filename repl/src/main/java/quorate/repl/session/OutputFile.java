package quorate.repl.session;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import quorate.lab.language.Printable;
import quorate.lab.language.UserError;

/**
 * A file that is either written as a whole or not at all: what is written goes to a file beside it,
 * which takes its place in the end.
 */
public final class OutputFile implements AutoCloseable {

  private final String typed;
  private final Path target;
  private final Path beside;
  private final Writer writer;

  /** Writes a part of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes to a file that is open. */
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Finds out whether a file can be written, before there is anything to write.
   *
   * @param typed its path
   * @throws UserError if it cannot be written
   */
  public OutputFile(String typed) {
    this.typed = typed;
    try {
      Path path = Path.of(typed).toAbsolutePath();
      this.target = Files.exists(path) ? path.toRealPath() : path;
      if (typed.isEmpty() || Files.exists(target) && !Files.isRegularFile(target)) {
        throw new UserError("cannot write '" + shown() + "': it is not a file");
      }
      long process = ProcessHandle.current().pid();
      this.beside = target.resolveSibling(target.getFileName() + "." + process + ".part");
      this.writer = Files.newBufferedWriter(beside, StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException unwritable) {
      throw new UserError(
          "cannot write '" + shown() + "': there is no such folder, or it cannot be written to");
    }
  }

  private String shown() {
    return Printable.of(typed);
  }

  /**
   * Writes the file, which is there afterwards as a whole.
   *
   * @throws UserError if that fails; then what was there before is still there
   */
  public void write(Content content) {
    try {
      content.writeTo(writer);
      writer.close();
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UserError("writing '" + shown() + "' failed: the disk may be full");
    }
  }

  /** Takes away what is half written. */
  @Override
  public void close() {
    try {
      writer.close();
      Files.deleteIfExists(beside);
    } catch (IOException stays) {
      throw new UserError("'" + beside + "' could not be removed; remove it");
    }
  }
}
