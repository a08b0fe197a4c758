package quorate.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths that name what the shell has opened for the process, such as {@code /dev/stdout} and {@code
 * /dev/fd/3}. Behind one there may be a file, which the path's last link leads to; to replace it
 * would destroy what others have written there.
 */
final class Descriptor {

  private static final Pattern NUMBERED =
      Pattern.compile("/(?:dev|proc/(self|thread-self|\\d+)(?:/task/\\d+)?)/fd/(\\d+)");

  private static final Pattern NAMED = Pattern.compile("/dev/std(in|out|err)");

  /** Stands for the number of a descriptor of another process, which is none of ours. */
  private static final String FOREIGN = "foreign";

  private static final int MOST_LINKS = 40;
  private static final int ACCESS_MODE = 3;

  private Descriptor() {}

  /** Whether a path, or a link on the way from it, names a descriptor. */
  static boolean isOne(Path path) throws IOException {
    return !number(path).isEmpty();
  }

  /** The number of the descriptor that a path leads to; empty if it leads to none. */
  static String number(Path path) throws IOException {
    Path at = path;
    for (int links = 0; links < MOST_LINKS; links++) {
      at = inRealFolder(at);
      Matcher numbered = NUMBERED.matcher(at.toString());
      Matcher named = NAMED.matcher(at.toString());
      if (numbered.matches()) {
        return isForeign(numbered.group(1)) ? FOREIGN : numbered.group(2);
      } else if (named.matches()) {
        return named.group(1).equals("in") ? "0" : named.group(1).equals("out") ? "1" : "2";
      } else if (!Files.isSymbolicLink(at)) {
        return "";
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    throw new IOException("too many links");
  }

  private static boolean isForeign(String process) {
    return process != null
        && process.matches("\\d+")
        && Long.parseLong(process) != ProcessHandle.current().pid();
  }

  /** The file that a path leads to, which need not exist. */
  static Path endOfLinks(Path path) throws IOException {
    Path at = inRealFolder(path);
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MOST_LINKS) {
        throw new IOException("too many links");
      }
      at = inRealFolder(at.resolveSibling(Files.readSymbolicLink(at)));
    }
    return at;
  }

  /** A path with all links in it followed, except the last. */
  private static Path inRealFolder(Path path) throws IOException {
    Path clean = path.toAbsolutePath().normalize();
    return clean.getParent() == null || clean.toString().startsWith("/dev/fd")
        ? clean
        : clean.getParent().toRealPath().resolve(clean.getFileName());
  }

  /** Whether a descriptor was opened for writing, as far as the system says so. */
  static boolean isWritable(Path path) throws IOException {
    Path info = Path.of("/proc/self/fdinfo", number(path));
    if (!Files.exists(Path.of("/proc/self/fdinfo"))) {
      return true; // not Linux, where opening it again says so itself
    } else if (!Files.exists(info)) {
      return false;
    }
    Optional<String> flags =
        Files.readString(info).lines().filter(line -> line.startsWith("flags:")).findFirst();
    String octal = flags.orElse("flags: 0").replaceAll("\\D", "");
    return (Long.parseLong(octal, 8) & ACCESS_MODE) != 0;
  }
}
