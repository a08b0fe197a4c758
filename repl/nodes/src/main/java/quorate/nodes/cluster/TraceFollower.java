package quorate.nodes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import quorate.lab.trace.TraceEvent;
import quorate.netty.node.JsonClient;
import quorate.netty.node.JsonClient.Events;
import quorate.netty.node.JsonClient.Refused;
import quorate.report.export.EventJson;

/**
 * Reads the trace of one process as it goes on, on a thread of its own, and tells somebody else. A
 * connection that breaks is made again, from the last event on, as long as the process is there.
 */
final class TraceFollower implements AutoCloseable {

  private static final int MARK_EVERY_MILLIS = 25;
  private static final long TRY_AGAIN_MILLIS = 200;

  private final JsonClient client;
  private final EventJson events;
  private final Listener listener;
  private final BooleanSupplier isAlive;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Thread thread;
  private long last;
  private boolean gone;
  private volatile boolean closed;
  private volatile Events connection;

  /** Who is told, on the thread of the follower. */
  interface Listener {
    void event(TraceEvent event);

    /** All that happened before this time of the process has been told. */
    void mark(long nanos);

    /** The process was gone, and now one answers there again, which counts time from a moment. */
    default void comesBack(long originNanos) {}

    /** The process is gone, and all that it said has been told. */
    void ended();
  }

  /**
   * Connects, and begins to read.
   *
   * @param isAlive whether the process is still there; asked when a connection breaks
   * @throws IOException if there is no connection
   */
  TraceFollower(
      String name, JsonClient client, EventJson events, Listener listener, BooleanSupplier isAlive)
      throws IOException {
    this(name, client, events, listener, isAlive, 0);
  }

  private TraceFollower(
      String name,
      JsonClient client,
      EventJson events,
      Listener listener,
      BooleanSupplier isAlive,
      long last)
      throws IOException {
    this.last = last;
    this.client = client;
    this.events = events;
    this.listener = listener;
    this.isAlive = isAlive;
    this.connection = connect();
    this.thread = new Thread(this::follow, name);
    thread.setDaemon(true);
  }

  /** The same for a process that is not ours: it may be gone, and come back. */
  static TraceFollower ofOthers(
      String name, JsonClient client, EventJson events, Listener listener, long last)
      throws IOException {
    return new TraceFollower("quorate-" + name, client, events, listener, () -> true, last);
  }

  void begin() {
    thread.start();
  }

  private Events connect() throws IOException {
    return client.events("/trace?since=%d&marks=%dms".formatted(last, MARK_EVERY_MILLIS));
  }

  private void follow() {
    while (!closed) {
      try {
        read(connection);
      } catch (IOException broken) {
        // tried again if the process is there
      }
      if (closed || !isAlive.getAsBoolean() || !reconnect()) {
        break;
      }
    }
    if (!gone) {
      listener.ended();
    }
  }

  private boolean reconnect() {
    while (!closed && isAlive.getAsBoolean()) {
      try {
        connection = connect();
        return true;
      } catch (IOException notYet) {
        if (notYet instanceof Refused && !gone) {
          gone = true;
          listener.ended();
        }
        try {
          Thread.sleep(TRY_AGAIN_MILLIS);
        } catch (InterruptedException interrupted) {
          return false;
        }
      }
    }
    return false;
  }

  private void read(Events from) throws IOException {
    try (BufferedReader in = from.lines()) {
      String type = "";
      for (String line = in.readLine(); line != null && !closed; line = in.readLine()) {
        if (line.isEmpty()) {
          type = "";
        } else if (line.startsWith("event: ")) {
          type = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          tell(type, mapper.readTree(line.substring("data: ".length())));
        }
      }
    }
  }

  private void tell(String type, JsonNode data) throws IOException {
    if (type.isEmpty() && data instanceof ObjectNode json) {
      TraceEvent event = events.read(json);
      last = event.number();
      listener.event(event);
    } else if (type.equals("process") && gone) {
      gone = false;
      listener.comesBack(data.path("origin_nanos").asLong());
    } else if (type.equals("mark")) {
      listener.mark(data.path("at_ns").asLong());
    }
  }

  /** Tells no more. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    connection.close();
  }
}
