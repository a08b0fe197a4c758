package quorate.nodes.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import quorate.experiments.language.Quantities;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceText;
import quorate.netty.http.EventStream;
import quorate.netty.http.Reply;
import quorate.netty.http.Request;
import quorate.netty.http.Routes.BadRequest;

/**
 * What a client wants of a trace.
 *
 * @param since the number of the last event that it has; 0 for none
 * @param asEvents as server-sent events, which go on; otherwise as JSON Lines
 * @param only of which kinds; nothing for all
 * @param marks how often it wants to know that nothing is missing
 * @param inWords events as {@code trace --json} has them, with a text; otherwise all of them
 */
record TraceRequest(
    long since,
    boolean asEvents,
    Set<String> only,
    Optional<Duration> marks,
    boolean inWords,
    EventText text) {

  private static final Duration SHORTEST = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  static TraceRequest of(Request request, EventText text) {
    boolean asEvents = request.header("accept").orElse("").contains("text/event-stream");
    String since = request.header("last-event-id").or(() -> request.parameter("since")).orElse("0");
    if (!since.matches("\\d{1,18}")) {
      throw new BadRequest("since is the number of an event, such as 12");
    }
    Optional<Duration> marks = request.parameter("marks").map(TraceRequest::pace);
    if (marks.isPresent() && !asEvents) {
      throw new BadRequest("marks are for event streams: add the header Accept: text/event-stream");
    }
    return new TraceRequest(
        Long.parseLong(since),
        asEvents,
        request.parameter("only").map(TraceRequest::kinds).orElse(Set.of()),
        marks,
        request.parameter("form").map(TraceRequest::isInWords).orElse(false),
        text);
  }

  private static Duration pace(String typed) {
    try {
      Duration pace = Quantities.duration(typed);
      if (pace.compareTo(SHORTEST) >= 0 && pace.compareTo(LONGEST) <= 0) {
        return pace;
      }
    } catch (UserError none) {
      // said below
    }
    throw new BadRequest("marks is a time from 5ms to 1m, such as 25ms");
  }

  private static Set<String> kinds(String typed) {
    Set<String> kinds = new TreeSet<>(Arrays.asList(typed.split(",")));
    for (String kind : kinds) {
      if (!TraceText.kinds().contains(kind)) {
        throw new BadRequest(
            "'%s' is no kind of event; known: %s"
                .formatted(Printable.of(kind), String.join(", ", TraceText.kinds())));
      }
    }
    return kinds;
  }

  private static boolean isInWords(String typed) {
    if (!Set.of("words", "export").contains(typed)) {
      throw new BadRequest("form is export, for all that an event has, or words, for its text");
    }
    return typed.equals("words");
  }

  /**
   * The reply.
   *
   * @param opened is given the stream
   */
  Reply.Events reply(Consumer<EventStream> opened) {
    return asEvents ? new Reply.Events(opened) : Reply.Events.jsonLines(opened);
  }

  boolean wants(TraceEvent event) {
    return only.isEmpty() || only.contains(TraceText.kind(event));
  }

  /** An event as it is sent. */
  String line(TraceEvent event) {
    String json = inWords ? text.inWords(event) : text.exported(event);
    return asEvents ? "id: " + event.number() + "\ndata: " + json + "\n\n" : json + "\n";
  }
}
