package quorate.report.export;

import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceText;
import quorate.report.Json;

/**
 * Runs as a log for ShiViz: two lines per event, the second with its host and its vector clock. The
 * first line of the file is the regular expression for an event, the second the one that parts
 * executions; each cluster is an execution.
 *
 * <p>The clocks come from the causes in the trace. What concerns the whole cluster happens at the
 * host {@code outside}, and a message is lost at the host {@code lost}, since its receiver does not
 * know of it. Each host counts its own events from 1, and only those that are shown.
 */
final class ShiViz {

  private static final String EVENT = "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})";
  private static final String EXECUTION = "^=== (?<trace>.*) ===$";
  private static final String OUTSIDE = "outside";
  private static final String LOST = "lost";

  private ShiViz() {}

  static void write(List<Run> runs, Set<TraceEvent> shown, Writer out) throws IOException {
    out.write(EVENT + "\n" + EXECUTION + "\n");
    for (Run run : runs) {
      out.write("=== " + run.spec().name() + " ===\n");
      write(run, shown::contains, out);
    }
  }

  private static void write(Run run, Predicate<TraceEvent> shown, Writer out) throws IOException {
    Map<String, SortedMap<String, Long>> clocks = new HashMap<>();
    Map<Long, SortedMap<String, Long>> after = new HashMap<>();
    for (TraceEvent event : run.kept()) {
      String host = host(event);
      SortedMap<String, Long> clock = clocks.computeIfAbsent(host, it -> new TreeMap<>());
      after
          .getOrDefault(event.cause(), new TreeMap<>())
          .forEach((other, count) -> clock.merge(other, count, Math::max));
      if (shown.test(event)) {
        clock.merge(host, 1L, Long::sum);
        out.write(text(event) + "\n" + host + " " + json(clock) + "\n");
      }
      after.put(event.number(), new TreeMap<>(clock));
    }
  }

  private static String host(TraceEvent event) {
    return event instanceof Dropped
        ? LOST
        : TraceText.node(event).map(Object::toString).orElse(OUTSIDE);
  }

  /** One line, whatever a node says, that is no beginning of an execution. */
  private static String text(TraceEvent event) {
    String node = event instanceof Dropped lost ? " at " + lost.to() : "";
    String text = TraceText.kind(event) + node + " " + TraceText.details(event).strip();
    return text.replaceAll("\\R", " ").strip();
  }

  private static String json(SortedMap<String, Long> clock) {
    var json = Json.object();
    clock.forEach(json::put);
    return json.toString();
  }
}
