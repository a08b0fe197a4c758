package quorate.nodes.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.netty.http.EventStream;
import quorate.report.Json;

/**
 * Sends a client the trace of a node: first what is kept, as fast as the client reads, and then
 * each event as it happens. That a message was sent leaves before the message does, so nobody can
 * know of its arrival and not of its sending. Used on the node's thread, which leaves the work of
 * the first part to another: timers do not wait for it.
 */
final class TraceStream implements Observer {

  /** So many events are sent in one go. */
  private static final int BATCH = 200;

  private final TraceRequest request;
  private final EventStream out;
  private final Workshop workshop;
  private final LiveCluster live;
  private final Trace trace;

  /** The number of the last event that was sent, or left out. */
  private long cursor;

  private long end = Long.MAX_VALUE;
  private boolean pumping;
  private boolean unflushed;
  private boolean left;

  /** When something was sent last, in the time of the trace. */
  private long sentNanos;

  /**
   * What streams share.
   *
   * @param elsewhere a thread that may take its time
   * @param back the node's thread, reached from that one
   * @param departure runs a task on the node's thread, before messages leave that are being sent
   * @param left is told when a client has left
   */
  record Workshop(Executor elsewhere, Executor back, Executor departure, Runnable left) {}

  TraceStream(TraceRequest request, EventStream out, Workshop workshop, LiveCluster live) {
    this.request = request;
    this.out = out;
    this.workshop = workshop;
    this.live = live;
    this.trace = live.trace();
  }

  /**
   * Begins to send.
   *
   * @param first the number of the first event of this process; 0 if there was none yet
   * @param process what tells this process from others, of the same node or of others
   */
  void begin(long first, ObjectNode process) {
    long before = first == 0 ? trace.last() : first - 1;
    boolean ofOtherLife = request.since() < before || request.since() > trace.last();
    cursor = ofOtherLife ? before : request.since();
    if (request.asEvents()) {
      out.send("retry: 500\nevent: process\ndata: " + process.put("first", first) + "\n\n");
    } else {
      end = trace.last();
    }
    trace.observe(this);
    out.onChange(this::pump);
    pump();
    request.marks().ifPresent(this::markEvery);
  }

  @Override
  public void on(TraceEvent event) {
    if (pumping || !out.keepsUp() || !request.asEvents()) {
      return; // the pump comes to it
    } else if (cursor < event.number() - 1) {
      pump();
      return;
    }
    cursor = event.number();
    if (!request.wants(event)) {
      return;
    }
    out.add(request.line(event));
    if (!unflushed) {
      unflushed = true;
      workshop.departure().execute(this::flush);
    }
  }

  private void flush() {
    unflushed = false;
    sentNanos = trace.nowNanos();
    out.flush();
  }

  /** Sends what the client has not got yet, for as long as it keeps up. */
  private void pump() {
    if (left || pumping) {
      return;
    } else if (!out.isOpen()) {
      leave();
    } else if (isBehind() && out.keepsUp()) {
      pumping = true;
      List<TraceEvent> batch = nextBatch();
      workshop.elsewhere().execute(() -> makeLines(batch));
    } else if (!isBehind() && !request.asEvents()) {
      leave();
      out.end();
    }
  }

  private List<TraceEvent> nextBatch() {
    List<TraceEvent> batch = new ArrayList<>();
    while (batch.size() < BATCH && isBehind()) {
      Optional<TraceEvent> next = trace.find(cursor + 1);
      if (next.isEmpty()) {
        skip();
      } else {
        batch.add(next.get());
        cursor++;
      }
    }
    return batch;
  }

  /** On a thread that may take its time. */
  private void makeLines(List<TraceEvent> batch) {
    StringBuilder lines = new StringBuilder();
    for (TraceEvent event : batch) {
      if (request.wants(event)) {
        lines.append(request.line(event));
      }
    }
    workshop
        .back()
        .execute(
            () -> {
              pumping = false;
              out.send(lines.toString());
              pump();
            });
  }

  private boolean isBehind() {
    return cursor < Math.min(end, trace.last());
  }

  /** What comes next is too old to be kept. */
  private void skip() {
    long gone = cursor + 1;
    long kept = trace.last();
    while (kept - gone > 1) {
      long middle = gone + (kept - gone) / 2;
      boolean isKept = trace.find(middle).isPresent();
      gone = isKept ? gone : middle;
      kept = isKept ? middle : kept;
    }
    if (request.asEvents()) {
      ObjectNode gap = Json.object().put("after", cursor).put("next", kept);
      out.add("event: gap\ndata: " + gap + "\n\n");
    }
    cursor = kept - 1;
  }

  /** Says, if nothing else was sent for a while, that all that happened before has been sent. */
  private void markEvery(Duration pace) {
    if (left || !out.isOpen()) {
      return;
    }
    Duration rest = pace.minusNanos(trace.nowNanos() - sentNanos);
    if (rest.isNegative() || rest.isZero()) {
      mark();
      rest = pace;
    }
    live.after(rest, () -> markEvery(pace));
  }

  private void mark() {
    if (!isBehind() && !pumping && out.keepsUp()) {
      sentNanos = trace.nowNanos();
      ObjectNode mark = Json.object().put("at_ns", sentNanos).put("last", cursor);
      out.send("event: mark\ndata: " + mark + "\n\n");
    }
  }

  private void leave() {
    left = true;
    trace.forget(this);
    workshop.left().run();
  }
}
