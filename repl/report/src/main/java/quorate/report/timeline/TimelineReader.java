package quorate.report.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import quorate.lab.invariant.Violation;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.SaveLost;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.report.timeline.Mark.Act;
import quorate.report.timeline.Mark.Arrival;
import quorate.report.timeline.Mark.Band;
import quorate.report.timeline.Mark.Fate;
import quorate.report.timeline.Mark.Flight;
import quorate.report.timeline.Mark.OfNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/** Makes marks of the events of a part of a trace. */
final class TimelineReader {

  private final NodeLooks looks;
  private final boolean heartbeats;
  private final List<TraceEvent> shown = new ArrayList<>();
  private final Map<Long, Sent> sent = new LinkedHashMap<>();

  /** What ended the way of a message, by the number of its sending. */
  private final Map<Long, List<OfMessage>> ends = new LinkedHashMap<>();

  /** What nodes said, by the number of the event that they handled. */
  private final Map<Long, List<String>> said = new LinkedHashMap<>();

  /** The events that made a node believe something else. */
  private final Set<Long> changing = new HashSet<>();

  /** The events that brought something about. */
  private final Set<Long> causes = new HashSet<>();

  private final List<Mark> marks = new ArrayList<>();

  TimelineReader(NodeLooks looks, boolean heartbeats) {
    this.looks = looks;
    this.heartbeats = heartbeats;
  }

  /** Reads the next event. */
  void read(TraceEvent event) {
    looks.on(event);
    causes.add(event.cause());
    if (event instanceof Sent it) {
      if (looks.has(it.from()) && looks.has(it.to())) {
        sent.put(it.number(), it);
      }
    } else if (event instanceof Delivered || event instanceof Dropped) {
      ends.computeIfAbsent(event.cause(), it -> new ArrayList<>()).add((OfMessage) event);
    } else if (event instanceof Explained it) {
      said.computeIfAbsent(it.cause(), cause -> new ArrayList<>()).add(it.sentence());
    } else if (event instanceof FaultInjected it) {
      marks.add(new Band(it.number(), it.atNanos(), it.fault(), false));
    } else if (event instanceof TraceEvent.OfNode it && looks.has(it.node())) {
      if (event instanceof BeliefChanged) {
        changing.add(event.cause());
      }
      mark(it).ifPresent(marks::add);
    }
  }

  /** Reads a broken promise, if it was broken in this part. */
  void read(Violation violation, Part part) {
    violation.chains().stream()
        .filter(chain -> !chain.isEmpty())
        .map(chain -> chain.get(0))
        .max(Comparator.comparing(TraceEvent::number))
        .filter(part::has)
        .map(it -> new Band(it.number(), it.atNanos(), violation.promise().sentence(), true))
        .ifPresent(marks::add);
  }

  /**
   * All that was read.
   *
   * @param before what the nodes looked like before
   */
  Timeline timeline(SortedMap<NodeId, NodeLook> before) {
    List<Mark> others = new ArrayList<>();
    marks.stream().filter(this::matters).map(this::withWords).forEach(others::add);
    Map<String, List<Sent>> groups = new LinkedHashMap<>();
    List<Long> unseen = new ArrayList<>();
    for (Sent it : sent.values()) {
      if (isShown(it.message(), ends.getOrDefault(it.number(), List.of()))) {
        String group = it.cause() + " " + it.from() + " " + Labels.of(it.message());
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(it);
      } else {
        unseen.add(it.atNanos());
      }
    }
    ends.forEach((sending, all) -> earlier(sending, all).forEach(others::add));
    List<Flight> flights = groups.values().stream().map(this::flight).toList();
    return new Timeline(before, new ArrowPlacement(flights, others).marks(), unseen);
  }

  /** A timer that brought nothing about is not worth a row. */
  private boolean matters(Mark mark) {
    return !(mark instanceof OfNode it) || it.act() != Act.TIMER || causes.contains(it.number());
  }

  private Mark withWords(Mark mark) {
    return mark instanceof OfNode it ? it.saying(said.getOrDefault(it.number(), List.of())) : mark;
  }

  private boolean isShown(Message message, List<OfMessage> itsEnds) {
    return heartbeats
        || message.purpose() != Purpose.HEARTBEAT
        || itsEnds.stream()
            .map(OfMessage::number)
            .anyMatch(it -> changing.contains(it) || said.containsKey(it));
  }

  private Flight flight(List<Sent> group) {
    Sent first = group.get(0);
    List<Fate> fates = group.stream().flatMap(this::fates).toList();
    return new Flight(
        first.number(), first.atNanos(), first.from(), Labels.of(first.message()), fates);
  }

  /** More than one if the network duplicated the message. */
  private Stream<Fate> fates(Sent message) {
    return ends.containsKey(message.number())
        ? ends.get(message.number()).stream().map(this::fate)
        : Stream.of(Fate.underWay(message.to()));
  }

  private Fate fate(OfMessage end) {
    Optional<DropCause> lost =
        end instanceof Dropped dropped ? Optional.of(dropped.because()) : Optional.empty();
    List<String> words = said.getOrDefault(end.number(), List.of());
    return new Fate(end.to(), end.number(), end.atNanos(), lost, false, words);
  }

  /** The ends of a message that was sent before this part. */
  private List<Mark> earlier(long sending, List<OfMessage> itsEnds) {
    OfMessage any = itsEnds.get(0);
    boolean here = sent.containsKey(sending) || !looks.has(any.from()) || !looks.has(any.to());
    if (here || !isShown(any.message(), itsEnds)) {
      return List.of();
    }
    String label = Labels.of(any.message());
    return itsEnds.stream().<Mark>map(it -> Arrival.of(any.from(), label, fate(it))).toList();
  }

  private OfNode mark(TraceEvent.OfNode event, Act act, String words) {
    return mark(event, act, List.of(words));
  }

  private OfNode mark(TraceEvent.OfNode event, Act act, List<String> wordings) {
    NodeId node = event.node();
    return new OfNode(
        event.number(), event.atNanos(), node, looks.of(node).kind(), act, wordings, List.of());
  }

  private Optional<OfNode> mark(TraceEvent.OfNode event) {
    if (event instanceof BeliefChanged it) {
      return Optional.of(mark(event, Act.BELIEVES, NodeLook.of(it.node(), it.after()).wordings()));
    } else if (event instanceof Crashed it) {
      return Optional.of(
          mark(event, Act.CRASHES, it.requested() ? "crashed" : "crashed: " + it.reason()));
    } else if (event instanceof Started it) {
      return Optional.of(mark(event, Act.STARTS, it.restarted() ? "restarted" : "started"));
    } else if (event instanceof Paused) {
      return Optional.of(mark(event, Act.PAUSES, "paused"));
    } else if (event instanceof Resumed) {
      return Optional.of(mark(event, Act.RESUMES, "resumed"));
    } else if (event instanceof DiskLost) {
      return Optional.of(mark(event, Act.LOSES, "disk lost"));
    } else if (event instanceof SaveLost) {
      return Optional.of(mark(event, Act.LOSES, "save lost"));
    } else if (event instanceof TimerFired it && !it.timer().pacesHeartbeats()) {
      return Optional.of(mark(event, Act.TIMER, it.timer().name()));
    }
    return Optional.empty();
  }
}
