package quorate.netty.real;

import java.util.List;
import quorate.netty.node.HostPort;

/**
 * The servers of a real system, for one cluster. What they save is kept in temporary folders until
 * they are closed. One thread at a time, but never the cluster's: most calls take a while.
 */
public interface Servers extends AutoCloseable {

  /** Where clients find them; the same as long as they exist. */
  List<HostPort> addresses();

  /**
   * Starts those that are down, and waits until they serve.
   *
   * @throws quorate.lab.UserError if they do not
   */
  void start();

  /** They are gone at once; what they had saved stays. */
  void kill();

  /**
   * A client that takes part in elections, and is still to start.
   *
   * @param host what it tells what it believes
   * @param addresses where it finds the servers
   */
  Contender contender(ContenderHost host, List<HostPort> addresses);

  /** Kills them for good, and removes their folders. */
  @Override
  void close();
}
