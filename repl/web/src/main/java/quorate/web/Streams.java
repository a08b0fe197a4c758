package quorate.web;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.netty.http.EventStream;

/** The open streams of events: each gets every answer once, in order, and the newest state. */
final class Streams {

  /** The number of an answer, after the name of its server where that is known. */
  private static final Pattern EVENT = Pattern.compile("(?:([0-9a-f]{8})-)?(\\d{1,18})");

  private final Answers answers;

  /** Tells this server from one before it at the same port. */
  private final String server = UUID.randomUUID().toString().substring(0, 8);

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
   * @param heard the event that the client has heard last; 0 if none
   */
  void add(EventStream stream, String heard) {
    stream.send("retry: 1000\nevent: hello\ndata: {\"server\":\"" + server + "\"}\n\n");
    all.add(new Listener(stream, numberOf(heard)));
  }

  /** Whether a client can have heard this. */
  static boolean isEvent(String words) {
    return EVENT.matcher(words).matches();
  }

  /** The number of an event; 0 if another server sent it. */
  private long numberOf(String heard) {
    Matcher event = EVENT.matcher(heard);
    boolean known = event.matches() && (event.group(1) == null || event.group(1).equals(server));
    long number = known ? Long.parseLong(event.group(2)) : 0;
    return number > answers.last() ? 0 : number;
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
      lines.append("event: answer\nid: ").append(server).append('-').append(entry.number());
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

  /** Says that the server is there, and how many listen: a browser is one, whatever its tabs. */
  void ping() {
    if (!isEmpty()) {
      String ping = "event: ping\ndata: {\"streams\":" + all.size() + "}\n\n";
      all.forEach(it -> it.stream.send(ping));
    }
  }

  void close() {
    all.forEach(it -> it.stream.close());
    all.clear();
  }
}
