package quorate.lab.measure;

import static java.util.Comparator.naturalOrder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.Outcome.Leadership;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.spi.Belief;
import quorate.spi.ElectionCase;
import quorate.spi.NodeId;

/**
 * Follows a cluster from a fault until it agrees on a leader and has agreed for a while, and
 * measures the phases on the way. A cluster of which no node runs is measured from the moment at
 * which the first one does. The definitions are those of {@link Outcome}.
 *
 * <p>Observes the trace from the moment of the fault on; it must see each event after the {@link
 * ClusterState} that it reads has seen it.
 */
public final class Settling implements Observer {

  /** For how many heartbeat intervals an agreement must last to count, unless somebody asks. */
  public static final int HEARTBEATS_TO_HOLD = 3;

  private final ClusterSpec spec;
  private final ClusterState state;
  private final Trace trace;
  private final long faultNumber;
  private long faultNanos;
  private final long holdNanos;
  private final long patienceNanos;
  private final BooleanSupplier moreToCome;
  private final Optional<NodeId> before;

  private final List<TraceEvent> messages = new ArrayList<>();
  private final SortedMap<NodeId, Begin> leadsSince = new TreeMap<>();
  private final SortedMap<NodeId, Begin> majoritySince = new TreeMap<>();
  private final List<Begun> begun = new ArrayList<>();

  private long lookedAtNanos;
  private boolean wasServed;
  private boolean wereTwo;
  private final Spans leaderless = new Spans();
  private final Spans twoLeaders = new Spans();
  private int timesTwoLeaders;
  private int newLeaders;

  private Optional<Agreement> agreement = Optional.empty();
  private List<Leadership> agreedLeaders = List.of();
  private Begin agreedSince = new Begin(0, 0);
  private long lastFaultNanos;

  /** When each agreement began for the first time that lasted, by its leaders and their epochs. */
  private final Map<List<Leadership>, Begin> lasting = new LinkedHashMap<>();

  /** A place in the trace. */
  private record Begin(long atNanos, long number) implements Comparable<Begin> {
    @Override
    public int compareTo(Begin other) {
      return Long.compare(number, other.number);
    }
  }

  private List<Leadership> believers = List.of();
  private final boolean startsFromNothing;
  private boolean clockRuns;
  private boolean over;

  /** An election that a node began, and who was down then. */
  private record Begun(
      long atNanos, long number, NodeId node, Belief belief, SortedSet<NodeId> down) {
    /** Rounds of the same name in different epochs are different rounds. */
    String round() {
      return belief.epoch() + " " + belief.round();
    }
  }

  /**
   * Begins to follow a cluster; the fault is what happens next.
   *
   * @param state what the trace has told so far, kept up to date by somebody else
   */
  public Settling(ClusterSpec spec, ClusterState state, Trace trace) {
    this(spec, state, trace, HEARTBEATS_TO_HOLD, () -> false);
  }

  /**
   * Begins to follow a cluster; the fault is what happens next.
   *
   * @param state what the trace has told so far, kept up to date by somebody else
   * @param hold for how many heartbeat intervals an agreement must last to count; with 0 the first
   *     agreement after the fault does
   * @param moreToCome whether more is going to be done to the cluster: then it is not settled
   */
  public Settling(
      ClusterSpec spec, ClusterState state, Trace trace, int hold, BooleanSupplier moreToCome) {
    this.spec = spec;
    this.state = state;
    this.trace = trace;
    this.faultNumber = trace.last();
    this.faultNanos = trace.nowNanos();
    this.holdNanos = Math.max(1, spec.timing().heartbeat().multipliedBy(hold).toNanos());
    this.patienceNanos =
        hold == 0 ? holdNanos : holdNanos + spec.timing().election().max().toNanos();
    this.moreToCome = moreToCome;
    this.lastFaultNanos = faultNanos;
    this.startsFromNothing = state.running().isEmpty();
    this.clockRuns = !startsFromNothing;
    this.before = state.agreement().flatMap(Agreement::leader);
    this.lookedAtNanos = faultNanos;
    state.believers().forEach(node -> leadsSince.put(node, new Begin(faultNanos, faultNumber)));
    look(faultNanos, faultNumber);
  }

  @Override
  public void on(TraceEvent event) {
    if (over || isSettled(event.atNanos())) {
      over = true; // what happens later is another story
      return;
    }
    if (event instanceof Sent || event instanceof Delivered || event instanceof Dropped) {
      messages.add(event);
    }
    if (event instanceof FaultInjected) {
      lastFaultNanos = event.atNanos();
      if (clockRuns && event.number() == faultNumber + 1) {
        startClock(event.atNanos()); // not when somebody began to prepare it
      }
    }
    if (!ClusterState.isChangedBy(event)) {
      return;
    }
    if (event instanceof Started && !clockRuns) {
      startClock(event.atNanos());
    }
    if (event instanceof BeliefChanged changed && changed.beginsElection()) {
      begun.add(
          new Begun(
              event.atNanos(), event.number(), changed.node(), changed.after(), state.down()));
    }
    if (event instanceof BeliefChanged changed
        && changed.after().leads()
        && !changed.before().leads()) {
      newLeaders++;
    }
    look(event.atNanos(), event.number());
  }

  /**
   * From now on it is measured. A cluster that comes up as a whole is from its first node on: the
   * opening of its ports is no part of an election.
   */
  private void startClock(long atNanos) {
    clockRuns = true;
    faultNanos = atNanos;
    lookedAtNanos = atNanos;
    leaderless.clear();
    twoLeaders.clear();
  }

  /**
   * Whether the cluster has agreed for long enough by now, since the agreement began and since the
   * last fault. Once it has, it stays so.
   */
  public boolean isSettled(long nowNanos) {
    return over
        || agreement.isPresent() && nowNanos >= settlesAtNanos() && !moreToCome.getAsBoolean();
  }

  /**
   * An agreement that was there before the last fault must outlast it by an election timeout more:
   * only by then does each node know what it misses.
   */
  private long settlesAtNanos() {
    return agreedSince.atNanos() > lastFaultNanos
        ? agreedSince.atNanos() + holdNanos
        : lastFaultNanos + patienceNanos;
  }

  /**
   * What there is to say at the end: when the agreement has lasted long enough, or now.
   *
   * @param nowNanos the cluster's time
   * @param reason why nobody waits any longer, if the cluster did not settle
   */
  public Outcome outcome(long nowNanos, String reason) {
    boolean settled = isSettled(nowNanos);
    account(settled ? Math.max(lookedAtNanos, settlesAtNanos()) : nowNanos);
    List<NodeId> agreed = settled ? agreement.orElseThrow().leaders() : List.of();
    Begin converged = lasting.getOrDefault(agreedLeaders, agreedSince);
    long end = settled ? converged.atNanos() : nowNanos;
    Optional<Begin> elected = agreed.stream().map(leadsSince::get).max(naturalOrder());
    Optional<Begin> majority =
        agreed.stream()
            .filter(majoritySince::containsKey)
            .map(majoritySince::get)
            .min(naturalOrder());
    long leaderlessEnd = settled ? agreedSince.atNanos() : nowNanos;
    return new Outcome(
        before,
        settled,
        settled ? Optional.empty() : Optional.of(reason),
        leaders(agreed),
        agreed.size(),
        begunUntil(end).mapToLong(Begun::atNanos).map(this::after).findFirst(),
        after(elected),
        after(majority),
        settled ? OptionalLong.of(after(end)) : OptionalLong.empty(),
        leaderless.until(leaderlessEnd).nanos(),
        twoLeaders.nanos(),
        timesTwoLeaders,
        newLeaders,
        (int) begunUntil(end).map(Begun::round).distinct().count(),
        countsUntil(settled ? converged.number() : Long.MAX_VALUE),
        begunUntil(end).min(Comparator.comparing(Begun::node)).map(this::election),
        new Evidence(
            faultNumber + 1,
            startsFromNothing,
            begunUntil(end).map(Begun::number).toList(),
            number(elected),
            number(majority),
            settled ? OptionalLong.of(converged.number()) : OptionalLong.empty(),
            leaderless.until(leaderlessEnd).after(faultNanos),
            twoLeaders.after(faultNanos)));
  }

  /** Brings everything up to date with the state after an event. */
  private void look(long atNanos, long number) {
    account(atNanos);
    SortedSet<NodeId> leading = state.believers();
    leadsSince.keySet().retainAll(leading);
    majoritySince.keySet().retainAll(leading);
    believers =
        leading.stream().map(n -> new Leadership(n, state.node(n).belief().epoch())).toList();
    for (NodeId leader : leading) {
      leadsSince.putIfAbsent(leader, new Begin(atNanos, number));
      if (state.isFollowedByMajorityOfAll(leader)) {
        majoritySince.putIfAbsent(leader, new Begin(atNanos, number));
      }
    }
    wasServed = !leading.isEmpty() && state.isServed();
    boolean areTwo = leading.size() > 1;
    timesTwoLeaders += areTwo && !wereTwo ? 1 : 0;
    wereTwo = areTwo;
    agree(leading.isEmpty() ? Optional.empty() : state.agreement(), new Begin(atNanos, number));
  }

  private void agree(Optional<Agreement> now, Begin begin) {
    List<Leadership> leaders =
        now.map(Agreement::leaders).orElse(List.of()).stream()
            .map(n -> new Leadership(n, state.node(n).belief().epoch()))
            .toList();
    if (now.equals(agreement) && leaders.equals(agreedLeaders)) {
      return;
    }
    if (agreement.isPresent() && begin.atNanos() - agreedSince.atNanos() >= holdNanos) {
      lasting.putIfAbsent(agreedLeaders, agreedSince);
    }
    agreement = now;
    agreedLeaders = leaders;
    agreedSince = begin;
  }

  private void account(long nowNanos) {
    if (!wasServed) {
      leaderless.add(lookedAtNanos, nowNanos);
    }
    if (wereTwo) {
      twoLeaders.add(lookedAtNanos, nowNanos);
    }
    lookedAtNanos = nowNanos;
  }

  /** The agreed leaders first, then whoever else believes that it leads. */
  private List<Leadership> leaders(List<NodeId> agreed) {
    Comparator<Leadership> agreedFirst =
        Comparator.comparing(
            leadership -> {
              int place = agreed.indexOf(leadership.leader());
              return place < 0 ? agreed.size() : place;
            });
    return believers.stream().sorted(agreedFirst).toList();
  }

  private Stream<Begun> begunUntil(long endNanos) {
    return begun.stream().filter(election -> election.atNanos() <= endNanos);
  }

  private Counts countsUntil(long number) {
    MessageCounts counts = new MessageCounts(faultNumber, number);
    messages.forEach(counts::on);
    return counts.counts();
  }

  private ElectionCase election(Begun lowest) {
    return new ElectionCase(spec.members(), lowest.down(), lowest.node(), spec.options());
  }

  private OptionalLong after(Optional<Begin> begin) {
    return begin.stream().mapToLong(Begin::atNanos).map(this::after).findFirst();
  }

  private static OptionalLong number(Optional<Begin> begin) {
    return begin.stream().mapToLong(Begin::number).findFirst();
  }

  /** What was so already when the fault came is so from then on. */
  private long after(long atNanos) {
    return Math.max(0, atNanos - faultNanos);
  }
}
