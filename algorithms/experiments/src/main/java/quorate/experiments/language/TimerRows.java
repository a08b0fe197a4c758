package quorate.experiments.language;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import quorate.lab.UserError;
import quorate.lab.cluster.Retiming;
import quorate.lab.cluster.Retiming.Order;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.Purpose;
import quorate.spi.Timer;

/** The faults of timers that expire when chance could have it. Chaos draws timers anyway. */
final class TimerRows {

  /** The timer that is meant if none is typed. */
  private static final String ELECTION = "ELECTION";

  private static final FaultRow<Retiming> ALIGN =
      new FaultRow<>(
          "align [NODES [TIMER]]",
          Retiming.class,
          "let election timers of nodes expire at the same moment: a split vote at will",
          FaultRow.examples(
              "  align                 of all nodes that have one",
              "  align followers",
              "  align 1,2 ELECTION    timers of any name, if chance can have them meet",
              "",
              "The moment is the one at which the earliest would expire, or the first after it that"
                  + " chance could have given to all of them. If there is none, an error says why.",
              "A heartbeat makes a follower set its timer again. So let the leader be gone, and its"
                  + " last heartbeats have arrived: set follow off; crash leader; wait 50ms; align."
                  + " Over TCP the timers are as exact as those of the machine."),
          typed -> read(Order.ALIGN, typed),
          "aligned",
          TimerRows::change,
          Optional.empty());

  private static final FaultRow<Retiming> SPREAD =
      new FaultRow<>(
          "spread [NODES [TIMER]]",
          Retiming.class,
          "let election timers of nodes expire far apart: one candidate at a time",
          FaultRow.examples(
              "  spread        of all nodes that have one",
              "  spread 1,2",
              "",
              "They expire in the order in which they would anyway, as far apart as the range of"
                  + " election timeouts allows. A vote cannot be split then, unless messages take"
                  + " longer than the time between two timers."),
          typed -> read(Order.SPREAD, typed),
          "spread",
          TimerRows::change,
          Optional.empty());

  static final List<FaultRow<?>> ALL = List.of(ALIGN, SPREAD);

  private TimerRows() {}

  private static Function<Moment, Retiming> read(Order order, Arguments typed) {
    if (typed.isOver()) {
      return now -> checked(new Retiming(order, having(ELECTION, now), new Timer(ELECTION)), now);
    }
    NodeSelection nodes = typed.nodes();
    String timer = typed.isOver() ? ELECTION : typed.next();
    return now -> {
      SortedSet<NodeId> whose = nodes.at(now);
      Timer meant = NodeFaultRows.pendingTimer(typed.word(), timer, whose, now);
      return checked(new Retiming(order, whose, meant), now);
    };
  }

  private static Retiming checked(Retiming retiming, Moment now) {
    now.cluster().check(retiming);
    return retiming;
  }

  /** The nodes that run, and at which a timer is pending. */
  private static SortedSet<NodeId> having(String timer, Moment now) {
    SortedSet<NodeId> nodes = new TreeSet<>(now.state().running());
    nodes.removeIf(node -> !now.cluster().pendingTimers(node).contains(timer));
    if (nodes.isEmpty()) {
      throw new UserError(
          "no timer %s is pending in %s; type: pending".formatted(timer, now.spec().name()));
    }
    return nodes;
  }

  private static Change change(Retiming retiming, Moment before) {
    Map<NodeId, Long> moments = retiming.moments(before.cluster());
    String whose = retiming.timer() + " of " + Listed.nodes(moments.keySet());
    return Change.of(whose + ", " + when(List.copyOf(moments.values())) + undone(retiming, before));
  }

  private static String when(List<Long> moments) {
    long first = moments.get(0);
    long last = moments.get(moments.size() - 1);
    if (first == last) {
      return "at " + millis(first);
    }
    long apart = Long.MAX_VALUE;
    for (int i = 1; i < moments.size(); i++) {
      apart = Math.min(apart, moments.get(i) - moments.get(i - 1));
    }
    return "%s apart, from %s to %s".formatted(millis(apart), millis(first), millis(last));
  }

  /** Says so if heartbeats will make the nodes set their timers again. */
  private static String undone(Retiming retiming, Moment before) {
    SortedSet<NodeId> leaders = new TreeSet<>(before.state().believers());
    leaders.removeIf(it -> !before.state().running().contains(it));
    if (!leaders.isEmpty()) {
      return "; heartbeats of %s will set it again".formatted(Listed.nodes(leaders));
    }
    Map<Long, NodeId> underWay = new TreeMap<>();
    for (TraceEvent event : before.trace().events()) {
      if (event instanceof Sent it && it.message().purpose() == Purpose.HEARTBEAT) {
        underWay.put(it.number(), it.to());
      } else if (event instanceof Delivered || event instanceof Dropped) {
        underWay.remove(event.cause());
      }
    }
    SortedSet<NodeId> receivers = new TreeSet<>(underWay.values());
    receivers.retainAll(retiming.nodes());
    return receivers.isEmpty()
        ? ""
        : "; heartbeats under way to %s will set it again".formatted(Listed.nodes(receivers));
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
