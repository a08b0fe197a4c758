package quorate.netty.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import quorate.lab.UserError;

/** A folder that is one process's, for as long as that lives: the system takes the lock back. */
final class FolderLock implements AutoCloseable {

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes a folder, which is made if it is not there.
   *
   * @throws UserError if it cannot be written, or is another process's
   */
  static FolderLock of(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      if (!isTaken(channel)) {
        return new FolderLock(folder, channel);
      }
      channel.close();
    } catch (IOException unwritable) {
      throw new UserError(
          "cannot write to the folder %s: %s; give another one with --data"
              .formatted(folder, reason(unwritable)));
    }
    throw new UserError(
        "another process uses the folder %s; stop that, or give another one with --data"
            .formatted(folder));
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException inThisProcess) {
      return true;
    }
  }

  Path folder() {
    return folder;
  }

  /** Forces to the disk which files are in the folder. */
  void force() throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return; // where a folder cannot be opened, it need not be
    }
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }

  /** What went wrong with a file, without its name, as a system says it. */
  static String reason(IOException failed) {
    if (failed instanceof AccessDeniedException) {
      return "permission denied";
    } else if (failed instanceof FileAlreadyExistsException) {
      return "it is no folder";
    } else if (failed instanceof NoSuchFileException) {
      return "no such file or folder";
    } else if (failed instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    return String.valueOf(failed.getMessage());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException closedAnyway) {
      // The lock goes with the process.
    }
  }
}
