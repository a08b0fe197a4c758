package quorate.netty;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import quorate.lab.UserError;

/** How many more files and sockets this process may open. */
final class Descriptors {

  /** What is left for everything else: files, the prompt, strangers that knock. */
  private static final long RESERVE = 64;

  private Descriptors() {}

  /**
   * Checks that a cluster's sockets fit: a listener a node, and both ends of a connection a pair.
   *
   * @throws UserError if they do not: a limit of the machine, and no bug of anybody
   */
  static void checkEnoughFor(int nodes) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
      long needed = (long) nodes * nodes + RESERVE;
      if (needed > free) {
        long limit = 256; // and then a round number that is enough
        while (limit < system.getOpenFileDescriptorCount() + needed) {
          limit *= 2;
        }
        String need = nodes == 1 ? "1 node needs" : nodes + " nodes need";
        throw new UserError(
            ("%s %s open files, and this process may open %s more; start fewer nodes, or raise the"
                    + " limit: ulimit -n %s")
                .formatted(need, needed, free, limit));
      }
    }
  }
}
