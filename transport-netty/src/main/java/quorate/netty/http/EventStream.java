package quorate.netty.http;

/** The open answer of a server that sends events. Any thread. */
public interface EventStream {

  /** Whether the client is still there. */
  boolean isOpen();

  /** Whether the client keeps up: if not, what it gets now only waits in memory. */
  boolean keepsUp();

  /** Sends lines as they are; an empty line ends an event. Nothing happens once it is closed. */
  void send(String lines);

  void close();
}
