package quorate.netty.http;

/** The open answer of a server that sends lines for as long as there are some. Any thread. */
public interface EventStream {

  /** Whether the client is still there. */
  boolean isOpen();

  /** Whether the client keeps up: if not, what it gets now only waits in memory. */
  boolean keepsUp();

  /** Sends lines as they are; an empty line ends an event. Nothing happens once it is closed. */
  void send(String lines);

  /** Sends lines together with the next that are sent, or with {@link #flush}. */
  void add(String lines);

  /** Sends what was added. */
  void flush();

  /**
   * Says what is to be done, on the thread of the connection, whenever the client that did not keep
   * up does so again, and once more when it is gone.
   */
  void onChange(Runnable task);

  /** Ends it, behind all that was sent. */
  void end();

  /** Ends it at once. */
  void close();
}
