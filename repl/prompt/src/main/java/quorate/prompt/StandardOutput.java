package quorate.prompt;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import quorate.lab.Printable;

/**
 * What the process writes to standard output. It remembers why a write failed, which a PrintStream
 * forgets, and from then on takes nothing more.
 */
final class StandardOutput extends OutputStream {

  /** The status of a process that a signal ends because its pipe is broken. */
  private static final int BROKEN_PIPE = 128 + 13;

  private final OutputStream descriptor;
  private volatile IOException failure;

  StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream descriptor) {
    this.descriptor = descriptor;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      descriptor.write(bytes, from, length);
    } catch (IOException failed) {
      failure = failed;
      throw failed;
    }
  }

  /** What to say of a write that failed; nothing if none did, or nobody wanted to read more. */
  Optional<String> complaint() {
    return failure == null || isPipe()
        ? Optional.empty()
        : Optional.of(
            "standard output cannot be written: "
                + Printable.visible(String.valueOf(failure.getMessage())));
  }

  /**
   * The status with which the process ends.
   *
   * @param status that of a process whose output was written
   */
  int status(int status) {
    return failure == null ? status : isPipe() ? BROKEN_PIPE : 1;
  }

  /** A reader of a pipe that leaves early has what it wanted. */
  private boolean isPipe() {
    String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return reason.contains("pipe") || Boolean.getBoolean("quorate.pipe.out");
  }
}
