package quorate.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import quorate.netty.http.EventStream;

/** The open streams of events: each gets every answer once, in order, and the newest state. */
final class Streams {

  private final Answers answers;
  private final List<Listener> all = new CopyOnWriteArrayList<>();

  private static final class Listener {
    final EventStream stream;
    long heard;
    String state = "";

    Listener(EventStream stream, long heard) {
      this.stream = stream;
      this.heard = heard;
    }
  }

  Streams(Answers answers) {
    this.answers = answers;
  }

  /**
   * Sends to one more from now on.
   *
   * @param heard the number of the answer that the client has heard last; 0 if none
   */
  void add(EventStream stream, long heard) {
    boolean ofOtherServer = heard > answers.last();
    stream.send("retry: 1000\n\n");
    all.add(new Listener(stream, ofOtherServer ? 0 : heard));
  }

  boolean isEmpty() {
    all.removeIf(it -> !it.stream.isOpen());
    return all.isEmpty();
  }

  /** Sends what each has not got yet. On one thread at a time. */
  void send(Supplier<String> state) {
    if (isEmpty()) {
      return;
    }
    String newest = state.get();
    for (Listener each : all) {
      if (each.stream.keepsUp()) { // or else it gets what is newest then
        send(each, newest);
      }
    }
  }

  private void send(Listener to, String state) {
    StringBuilder lines = new StringBuilder();
    for (Answers.Entry entry : answers.since(to.heard)) {
      lines.append("event: answer\nid: ").append(entry.number());
      lines.append("\ndata: ").append(entry.json()).append("\n\n");
      to.heard = entry.number();
    }
    if (!state.equals(to.state)) {
      lines.append("event: state\ndata: ").append(state).append("\n\n");
      to.state = state;
    }
    if (!lines.isEmpty()) {
      to.stream.send(lines.toString());
    }
  }

  /** Says that the server is there. */
  void ping() {
    all.forEach(it -> it.stream.send("event: ping\ndata: {}\n\n"));
  }

  void close() {
    all.forEach(it -> it.stream.close());
    all.clear();
  }
}
