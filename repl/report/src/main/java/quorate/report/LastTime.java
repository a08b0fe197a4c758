package quorate.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import quorate.experiments.ObservedCluster;
import quorate.lab.measure.Evidence;
import quorate.lab.measure.Evidence.Span;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Outcome.Leadership;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Started;
import quorate.report.ExplainView.LastFigure;

/** What a word meant the last time: the figure of the last outcome, and the events behind it. */
public final class LastTime {

  /** More are cut off: they can be seen in the trace. */
  private static final int MOST_EVENTS = 10;

  private final ObservedCluster cluster;
  private final Outcome outcome;
  private final Evidence evidence;

  /**
   * What is to be said.
   *
   * @param value the figure; milliseconds, or a number
   * @param numbers the events behind it, or the first of them
   */
  private record Said(JsonNode value, String sentence, List<Long> numbers, long events) {
    Said(JsonNode value, String sentence, List<Long> numbers) {
      this(value, sentence, numbers, numbers.size());
    }
  }

  public LastTime(ObservedCluster cluster, Outcome outcome) {
    this.cluster = cluster;
    this.outcome = outcome;
    this.evidence = outcome.evidence();
  }

  /**
   * The figure and its events.
   *
   * @param cause the command that the outcome is of
   * @return empty if the word is not one that is measured of an outcome
   */
  public Optional<LastFigure> of(String word, String cause) {
    return said(word)
        .map(
            said ->
                new LastFigure(
                    ClusterName.of(cluster),
                    cause,
                    said.value(),
                    said.sentence(),
                    events(said.numbers()),
                    Math.max(0, said.events() - MOST_EVENTS)));
  }

  private List<TraceEvent> events(List<Long> numbers) {
    return cluster.call(
        now ->
            numbers.stream()
                .limit(MOST_EVENTS)
                .flatMap(number -> now.trace().find(number).stream())
                .toList());
  }

  private Optional<Said> said(String word) {
    return Optional.ofNullable(
        switch (word) {
          case "detected" -> detected();
          case "elected" -> moment(outcome.elected(), evidence.elected(), "nobody");
          case "majority" -> moment(outcome.majority(), evidence.majority(), "never");
          case "converged" -> moment(outcome.converged(), evidence.converged(), "never");
          case "settled" -> settled();
          case "leaderless" -> leaderless();
          case "two leaders" -> twoLeaders();
          case "rounds" -> rounds();
          case "new leaders" -> count(outcome.newLeaders(), List.of());
          case "messages" -> count(outcome.messages().heartbeatsApart().sent(), List.of());
          default -> null;
        });
  }

  private static OptionalLong first(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).findFirst();
  }

  // Moments

  private Said detected() {
    if (evidence.electionHadBegun()) {
      String sentence = millis(0) + ": the election had begun " + origin("before", "");
      return new Said(Json.millis(0), sentence, List.of());
    }
    return moment(outcome.detected(), first(evidence.rounds()), "nobody began an election");
  }

  private Said moment(OptionalLong nanos, OptionalLong number, String otherwise) {
    if (nanos.isEmpty()) {
      return new Said(Json.millis(nanos), otherwise, List.of());
    } else if (number.getAsLong() < evidence.fault()) {
      String sentence = millis(nanos.getAsLong()) + ": it was so already " + origin("when", "came");
      return new Said(Json.millis(nanos), sentence, List.of());
    }
    List<Long> numbers = LongStream.of(number.getAsLong()).boxed().toList();
    List<TraceEvent> event = events(numbers);
    String what = event.isEmpty() ? ", which is too old to be looked up" : when(event.get(0));
    String sentence = millis(nanos.getAsLong()) + " " + origin("after", "") + what;
    return new Said(Json.millis(nanos), sentence, numbers);
  }

  /** From when on moments are counted. */
  private String origin(String before, String behind) {
    if (evidence.fromFirstNode()) {
      return before + " the first node " + (behind.isEmpty() ? "ran" : "came to run");
    }
    boolean isFault =
        cluster
            .call(now -> now.trace().find(evidence.fault()))
            .filter(FaultInjected.class::isInstance)
            .isPresent();
    return (before + (isFault ? " the fault " : " the beginning ") + behind).strip();
  }

  private static String when(TraceEvent event) {
    if (event instanceof BeliefChanged changed && changed.after().leads()) {
      return ", when " + changed.node() + " became leader";
    } else if (event instanceof BeliefChanged changed && changed.beginsElection()) {
      return ", when " + changed.node() + " began an election";
    } else if (event instanceof BeliefChanged changed && changed.after().leader().isPresent()) {
      return ", when " + changed.node() + " began to believe in " + changed.after().leader().get();
    } else if (event instanceof BeliefChanged changed) {
      return ", when " + changed.node() + " believed in no leader any more";
    } else if (event instanceof Started started) {
      return ", when " + started.node() + " came up";
    } else if (event instanceof Crashed crashed) {
      return ", when " + crashed.node() + " crashed";
    } else if (event instanceof Paused paused) {
      return ", when " + paused.node() + " stood still";
    } else if (event instanceof Resumed resumed) {
      return ", when " + resumed.node() + " went on";
    } else if (event instanceof LinksChanged) {
      return ", when links changed";
    }
    return "";
  }

  // Spans and numbers

  private Said settled() {
    String whom =
        outcome.leaders().stream()
            .limit(outcome.agreed())
            .map(Leadership::leader)
            .map(Object::toString)
            .collect(Collectors.joining(" and "));
    String sentence = outcome.unsettledBecause().map(why -> "no; " + why).orElse("on " + whom);
    return new Said(Json.object().booleanNode(outcome.settled()), sentence, List.of());
  }

  private Said leaderless() {
    if (outcome.leaderless().isEmpty()) {
      String now = outcome.stillLeaderless() ? "since " + origin("", "").strip() : "not measured";
      return new Said(Json.millis(outcome.leaderless()), now, List.of());
    }
    String still = outcome.stillLeaderless() ? ", and counting" : "";
    return spans(outcome.leaderlessNanos(), still, evidence.leaderless());
  }

  private Said twoLeaders() {
    if (outcome.twoLeaders().isEmpty()) {
      return new Said(Json.millis(outcome.twoLeaders()), "not measured", List.of());
    }
    int times = outcome.timesTwoLeaders();
    if (times == 0) {
      return new Said(Json.millis(0), "never", List.of());
    }
    String often = times == 1 ? ", once" : ", " + times + " times";
    return spans(outcome.twoLeadersNanos(), often, evidence.twoLeaders());
  }

  private Said spans(long nanos, String often, List<Span> spans) {
    String all =
        spans.stream()
            .limit(MOST_EVENTS)
            .map(span -> millis(span.fromNanos()) + " to " + millis(span.toNanos()))
            .collect(Collectors.joining(", "));
    String more = spans.size() > MOST_EVENTS ? " and so on" : "";
    String where = spans.isEmpty() ? "" : ": from " + all + more + " " + origin("after", "");
    return new Said(Json.millis(nanos), millis(nanos) + often + where, List.of());
  }

  private Said rounds() {
    String before = evidence.electionHadBegun() ? ", one of them " + origin("before", "") : "";
    return new Said(
        Json.number(OptionalLong.of(outcome.rounds())),
        outcome.rounds() + before,
        evidence.rounds(),
        evidence.begun());
  }

  private static Said count(long count, List<Long> events) {
    return new Said(Json.number(OptionalLong.of(count)), Long.toString(count), events);
  }

  private static String millis(long nanos) {
    Cell cell = Cell.millis(nanos / 1e6);
    return cell.number() + " " + cell.rest();
  }
}
