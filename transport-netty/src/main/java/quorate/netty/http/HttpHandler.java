package quorate.netty.http;

/** Answers requests, several at a time, on threads on which it may wait. */
@FunctionalInterface
public interface HttpHandler {

  /**
   * Answers one.
   *
   * @throws InterruptedException if the server is closed meanwhile
   */
  Reply answer(Request request) throws InterruptedException;
}
