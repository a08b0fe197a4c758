package quorate.netty;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many more files and sockets this process may open. */
final class Descriptors {

  /** What is left for everything else: files, the prompt, strangers that knock. */
  private static final long RESERVE = 64;

  private Descriptors() {}

  /**
   * Checks that a cluster's sockets fit: a listener a node, and both ends of a connection a pair.
   *
   * @throws IllegalArgumentException if they do not
   */
  static void checkEnoughFor(int nodes) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
      long needed = (long) nodes * nodes + RESERVE;
      if (needed > free) {
        throw new IllegalArgumentException(
            String.format(
                "%d nodes need %d open files, and this process may open %d more;"
                    + " start fewer nodes, or raise the limit: ulimit -n",
                nodes, needed, free));
      }
    }
  }
}
