package quorate.session;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import quorate.lab.Printable;
import quorate.lab.UserError;

/**
 * A file that is either written as a whole or not at all: what is written goes to a file beside it,
 * which takes its place in the end. A descriptor that the shell has opened is no file to replace:
 * what is written there follows what is there already.
 */
public final class OutputFile implements AutoCloseable {

  /** Several may be written at once. */
  private static final AtomicInteger FILES = new AtomicInteger();

  private static final String NO_FOLDER = "there is no such folder, or it cannot be written to";
  private static final String NO_FILE = "it is not a file";

  private final String typed;
  private final Path target;

  /** The file beside the target; the target itself if that is a descriptor. */
  private final Path beside;

  private final Writer writer;

  /** Writes a part of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Writer out) throws IOException, InterruptedException;
  }

  /** Finds out at once whether the file can be written; a UserError if not. */
  public OutputFile(String typed) {
    this(typed, stream -> stream);
  }

  /** The same for tests, which make the disk full. */
  OutputFile(String typed, UnaryOperator<OutputStream> disk) {
    this.typed = typed;
    try {
      Path path = Path.of(typed).toAbsolutePath();
      boolean descriptor = Descriptor.isOne(path);
      this.target = descriptor ? path : Descriptor.endOfLinks(path);
      if (typed.isEmpty() || !descriptor && Files.exists(target) && !Files.isRegularFile(target)) {
        throw cannotWrite(NO_FILE);
      } else if (descriptor && !Descriptor.isWritable(path)) {
        throw cannotWrite("nothing that can be written to is open there");
      } else if (!descriptor && Files.exists(target) && !Files.isWritable(target)) {
        throw cannotWrite("it is read-only");
      }
      long process = ProcessHandle.current().pid();
      this.beside =
          descriptor
              ? target
              : target.resolveSibling(
                  "quorate-" + process + "-" + FILES.incrementAndGet() + ".part");
      OutputStream stream =
          descriptor
              ? Files.newOutputStream(target, StandardOpenOption.APPEND)
              : Files.newOutputStream(beside);
      if (!descriptor) {
        beside.toFile().deleteOnExit(); // also if the process is told to end
      }
      this.writer =
          new BufferedWriter(new OutputStreamWriter(disk.apply(stream), StandardCharsets.UTF_8));
    } catch (IOException | InvalidPathException unwritable) {
      throw cannotWrite(NO_FOLDER);
    }
  }

  /** Whether a path is that of standard output itself, however it is written. */
  public static boolean isStandardOutput(String typed) {
    try {
      return typed.equals("-") || Descriptor.number(Path.of(typed).toAbsolutePath()).equals("1");
    } catch (IOException | InvalidPathException none) {
      return false;
    }
  }

  private UserError cannotWrite(String why) {
    return new UserError("cannot write '" + shown() + "': " + why);
  }

  private String shown() {
    return Printable.of(typed);
  }

  /**
   * Writes the file, which is there afterwards as a whole.
   *
   * @throws UserError if that fails; then what was there before is still there
   */
  public void write(Content content) throws InterruptedException {
    try {
      content.writeTo(writer);
      writer.close();
      if (!beside.equals(target)) {
        keepPermissions();
        Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException failed) {
      throw new UserError("writing '" + shown() + "' failed: the disk may be full");
    }
  }

  private void keepPermissions() throws IOException {
    PosixFileAttributeView before =
        Files.getFileAttributeView(target, PosixFileAttributeView.class);
    if (before != null && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(beside, before.readAttributes().permissions());
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException full) {
      // what could not be written is about to be removed
    }
    if (beside.equals(target)) {
      return;
    }
    try {
      Files.deleteIfExists(beside);
    } catch (IOException stays) {
      String left = Printable.visible(beside.toString());
      throw new UserError("'" + left + "' could not be removed; remove it");
    }
  }
}
