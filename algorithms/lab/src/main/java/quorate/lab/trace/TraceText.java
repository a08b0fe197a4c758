package quorate.lab.trace;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.OfNode;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.SaveLost;
import quorate.lab.trace.TraceEvent.Saving;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/**
 * A trace for the eye: one line per event, in fixed columns: time, node, what happened, details.
 */
public final class TraceText {

  private static final int DETAILS_COLUMN = "%11.3f ms  %-4s %-9s ".formatted(0.0, "", "").length();
  private static final int NARROWEST = 20;

  /** How events of a type are told: the word of the third column, and what stands behind it. */
  private record Words<E>(String kind, Class<E> type, Function<E, String> details) {
    String of(TraceEvent event) {
      return details.apply(type.cast(event));
    }
  }

  private static final Map<Class<?>, Words<?>> WORDS =
      Stream.of(
              new Words<>("fault", FaultInjected.class, FaultInjected::fault),
              new Words<>("links", LinksChanged.class, TraceText::links),
              new Words<>("starting", Starting.class, e -> ""),
              new Words<>("started", Started.class, TraceText::where),
              new Words<>("crashed", Crashed.class, Crashed::reason),
              new Words<>("disk", DiskLost.class, e -> "lost"),
              new Words<>("unsaved", SaveLost.class, e -> e.state() + ": the disk was not ready"),
              new Words<>("clock", ClockChanged.class, TraceText::clock),
              new Words<>("paused", Paused.class, e -> ""),
              new Words<>("resumed", Resumed.class, e -> ""),
              new Words<>("sent", Sent.class, e -> e.message() + " to " + e.to()),
              new Words<>("delivered", Delivered.class, e -> e.message() + " from " + e.from()),
              new Words<>(
                  "dropped",
                  Dropped.class,
                  e -> e.message() + " from " + e.from() + ": " + e.because().words()),
              new Words<>("set", TimerSet.class, TraceText::inMillis),
              new Words<>("cancelled", TimerCancelled.class, e -> e.timer().name()),
              new Words<>("fired", TimerFired.class, e -> e.timer().name()),
              new Words<>("saving", Saving.class, e -> e.state().toString()),
              new Words<>("persisted", Persisted.class, e -> e.state().toString()),
              new Words<>(
                  "believes",
                  BeliefChanged.class,
                  e -> belief(e.node(), e.after()) + byWhichElection(e)),
              new Words<>("says", Explained.class, Explained::sentence),
              new Words<>("rejected", FrameRejected.class, FrameRejected::reason))
          .collect(
              Collectors.collectingAndThen(
                  Collectors.toMap(Words::type, it -> it, (one, other) -> one, LinkedHashMap::new),
                  Collections::unmodifiableMap));

  private TraceText() {}

  /** The types that a sealed type has, in order; a type that is not sealed stands for itself. */
  public static Stream<Class<?>> types(Class<?> of) {
    return of.isSealed()
        ? Arrays.stream(of.getPermittedSubclasses()).flatMap(TraceText::types)
        : Stream.of(of);
  }

  /** All words that the third column can have, in the order of the alphabet. */
  public static SortedSet<String> kinds() {
    return new TreeSet<>(WORDS.values().stream().map(Words::kind).toList());
  }

  /** One event as one line without a line end. */
  public static String line(TraceEvent event) {
    String node = node(event).map(NodeId::toString).orElse("");
    return String.format(
        Locale.ROOT,
        "%11.3f ms  %-4s %-9s %s",
        event.atNanos() / 1e6,
        node,
        kind(event),
        details(event));
  }

  /**
   * One event as several lines, where one is wider than the screen: what follows stands below the
   * details. On a screen too narrow for that, and for a word without a space, it stays one line.
   *
   * @param before what stands before the columns; may be empty
   * @param width how many columns of characters there are
   */
  public static String lines(String before, TraceEvent event, int width) {
    String rest = before + line(event);
    int indent = before.length() + DETAILS_COLUMN;
    StringBuilder lines = new StringBuilder();
    int space = rest.lastIndexOf(' ', width);
    while (rest.length() > width && space > indent && width - indent >= NARROWEST) {
      lines.append(rest, 0, space).append('\n');
      rest = " ".repeat(indent) + rest.substring(space + 1);
      space = rest.lastIndexOf(' ', width);
    }
    return lines.append(rest).toString();
  }

  /** The node at which the event happened; empty if it concerns the whole cluster. */
  public static Optional<NodeId> node(TraceEvent event) {
    if (event instanceof OfMessage e) {
      return Optional.of(e instanceof Sent ? e.from() : e.to());
    }
    return event instanceof OfNode e ? Optional.of(e.node()) : Optional.empty();
  }

  /** A belief in a few words: {@code follows n3 in epoch 2}. */
  public static String belief(Belief belief) {
    String epoch = belief.epoch().isPresent() ? " in epoch " + belief.epoch().getAsLong() : "";
    return switch (belief.role()) {
      case LEADER -> "leads" + epoch;
      case CANDIDATE -> "holds an election" + epoch + " (" + belief.round() + ")";
      case FOLLOWER ->
          belief.leader().map(leader -> "follows " + leader).orElse("knows no leader") + epoch;
    };
  }

  /** What a node believes; a manager knows to whom it has granted the lease. */
  private static String belief(NodeId node, Belief belief) {
    String epoch = belief.epoch().isPresent() ? " in epoch " + belief.epoch().getAsLong() : "";
    return node.isMember()
        ? belief(belief)
        : "has granted the lease to "
            + belief.leader().map(NodeId::toString).orElse("nobody")
            + epoch;
  }

  /** By which election a node leads, where it did not campaign in that election before. */
  private static String byWhichElection(BeliefChanged event) {
    String round = event.after().round();
    if (!event.after().leads() || round.equals(event.before().round())) {
      return "";
    }
    return round.isEmpty() ? ", elected by others" : " (" + round + ")";
  }

  /** What happened, in the one word of the third column: {@code sent}, {@code believes}. */
  public static String kind(TraceEvent event) {
    return kind(event.getClass());
  }

  /** The same word, of a type of events. */
  public static String kind(Class<?> event) {
    return WORDS.get(event).kind();
  }

  private static String links(LinksChanged links) {
    List<String> parts = new ArrayList<>();
    if (!links.cut().isEmpty()) {
      parts.add(
          "down: "
              + links.cut().stream().map(Direction::toString).collect(Collectors.joining(" ")));
    }
    links
        .troubles()
        .forEach(
            (direction, trouble) ->
                parts.add(direction + " " + String.join(", ", trouble.words())));
    return parts.isEmpty() ? "all up" : String.join(", ", parts);
  }

  /** A share as it is typed: {@code 20%}. */
  public static String share(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  private static String clock(ClockChanged clock) {
    return clock.after() == 1 ? "is true again" : "runs " + ClockRate.words(clock.after());
  }

  private static String where(Started started) {
    String where = started.address().equals("-") ? "" : "at " + started.address();
    return started.restarted() ? "again " + where : where;
  }

  private static String inMillis(TimerSet set) {
    return String.format(Locale.ROOT, "%s in %.1f ms", set.timer(), set.delayNanos() / 1e6);
  }

  /** What stands behind the word: what was sent to whom, what is believed. May be empty. */
  public static String details(TraceEvent event) {
    return WORDS.get(event.getClass()).of(event);
  }
}
