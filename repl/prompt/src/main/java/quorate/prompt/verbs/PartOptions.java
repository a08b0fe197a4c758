package quorate.prompt.verbs;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import quorate.experiments.language.Quantities;
import quorate.lab.UserError;
import quorate.lab.trace.TraceEvent;
import quorate.report.timeline.Part;
import quorate.report.timeline.TimelineView.Choice;

/** Which part of what happened a person wants to see. */
final class PartOptions {

  private static final String ELECTION = "election";

  @Option(names = "--last", paramLabel = "TIME", description = "the last so many seconds: 2s")
  private String last;

  @Option(names = "--from", paramLabel = "TIME", description = "from this moment on: 150ms")
  private String from;

  @Option(names = "--around", paramLabel = "election", description = "the last election")
  private String around;

  /** The part that was typed; empty if none was. Throws a UserError if several were. */
  Optional<Choice> typed() {
    if (Stream.of(last, from, around).filter(Objects::nonNull).count() > 1) {
      throw new UserError("--last, --from and --around each choose a part; type one of them");
    } else if (last != null) {
      Duration time = Quantities.duration(last);
      return Optional.of((events, nowNanos) -> Part.last(time, nowNanos, events));
    } else if (from != null) {
      Duration moment = Quantities.duration(from);
      return Optional.of((events, nowNanos) -> Part.from(moment, events));
    } else if (around != null) {
      return Optional.of(aroundElection());
    }
    return Optional.empty();
  }

  /** The part that was typed, or else another one. */
  Choice or(Function<List<TraceEvent>, Part> other) {
    return typed().orElse((events, nowNanos) -> other.apply(events));
  }

  /** Whether the part begins at a moment that was typed. */
  boolean hasBeginning() {
    return from != null;
  }

  private Choice aroundElection() {
    if (!around.equals(ELECTION)) {
      throw UserError.unknown("part", around, List.of(ELECTION));
    }
    return (events, nowNanos) ->
        Part.aroundElection(events)
            .orElseThrow(() -> new UserError("no node began an election, as far as is known"));
  }
}
