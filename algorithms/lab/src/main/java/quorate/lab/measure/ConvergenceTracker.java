package quorate.lab.measure;

import static java.util.Comparator.naturalOrder;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.measure.Agreements.Agreed;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.Outcome.Leadership;
import quorate.lab.measure.Rounds.Begun;
import quorate.lab.measure.TermsOfOffice.Term;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.Started;
import quorate.spi.ElectionCase;
import quorate.spi.NodeId;
import quorate.spi.Role;

/**
 * Follows a cluster from a fault until it agrees on a leader and has agreed for long enough, and
 * measures the phases on the way. A cluster of which no node runs is measured from the moment at
 * which the first one does. The definitions are those of {@link Outcome}. However long this takes,
 * it keeps counts and places, not events.
 *
 * <p>Observes the trace from the moment of the fault on; it must see each event after the {@link
 * ClusterState} that it reads has seen it.
 */
public final class ConvergenceTracker implements Observer {

  /** For how many heartbeat intervals an agreement must last to count, unless somebody asks. */
  public static final int HEARTBEATS_TO_HOLD = 3;

  private final ClusterSpec spec;
  private final ClusterState state;
  private final Optional<NodeId> before;
  private final boolean startsFromNothing;
  private final long faultNumber;
  private long faultNanos;
  private boolean clockRuns;

  private final MessageCounts messages;
  private final Rounds rounds;
  private final TermsOfOffice terms;
  private final LeaderTimes times;
  private final Agreements agreements;

  /** The same with {@link #HEARTBEATS_TO_HOLD}, where nothing more is to come. */
  public ConvergenceTracker(ClusterSpec spec, ClusterState state, Trace trace) {
    this(spec, state, trace, HEARTBEATS_TO_HOLD, () -> false);
  }

  /**
   * Begins to follow a cluster; the fault is what happens next.
   *
   * @param state what the trace has told so far, kept up to date by somebody else
   * @param hold for how many heartbeat intervals an agreement must last to count, where no running
   *     node is out of the leader's reach; with 0 the first agreement after the fault does
   * @param moreToCome whether more is going to be done to the cluster: then it is not settled
   */
  public ConvergenceTracker(
      ClusterSpec spec, ClusterState state, Trace trace, int hold, BooleanSupplier moreToCome) {
    this.spec = spec;
    this.state = state;
    this.before = state.agreement().flatMap(Agreement::leader);
    this.startsFromNothing = state.running().isEmpty();
    this.faultNumber = trace.last();
    this.faultNanos = trace.nowNanos();
    this.clockRuns = !startsFromNothing;
    Place fault = new Place(faultNanos, faultNumber);
    this.messages = new MessageCounts(faultNumber, Long.MAX_VALUE);
    this.rounds =
        new Rounds(
            state.running().stream()
                .anyMatch(node -> state.node(node).belief().role() == Role.CANDIDATE));
    this.terms = new TermsOfOffice(state.nodes(), fault);
    this.times = new LeaderTimes(state, faultNanos);
    this.agreements = new Agreements(spec, state, hold, moreToCome, fault);
    look(fault);
  }

  @Override
  public void on(TraceEvent event) {
    if (isSettled(event.atNanos())) {
      return; // what happens later is another story
    }
    if (event instanceof OfMessage) {
      messages.on(event);
      agreements.on(event);
      return;
    }
    if (event instanceof FaultInjected) {
      agreements.fault(Place.of(event));
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
    if (event instanceof BeliefChanged changed) {
      if (changed.beginsElection()) {
        rounds.begin(changed, state.down());
      }
      times.on(changed);
    }
    if (terms.on(event, rounds)) {
      agreements.forgetUnless(it -> terms.of(it.on()).equals(it.terms()));
    }
    look(Place.of(event));
  }

  /**
   * From now on it is measured. A cluster that comes up as a whole is from its first node on: the
   * opening of its ports is no part of an election.
   */
  private void startClock(long atNanos) {
    clockRuns = true;
    faultNanos = atNanos;
    times.restart(atNanos);
  }

  /** Brings everything up to date with the state after an event. */
  private void look(Place now) {
    times.look(now.atNanos());
    state.believers().stream()
        .filter(state::isFollowedByMajorityOfAll)
        .forEach(leader -> terms.followedByMajority(leader, now));
    agreements.look(
        now,
        (on, leaders, begin) ->
            new Agreed(
                on,
                leaders,
                terms.of(on),
                begin,
                messages.until(begin.number()),
                rounds.soFar(),
                state.down()));
  }

  /**
   * Whether the cluster has agreed for long enough by now, since the agreement began and since the
   * last fault. Once it has, it stays so.
   */
  public boolean isSettled(long nowNanos) {
    return agreements.isSettled(nowNanos);
  }

  /**
   * What there is to say at the end: when the agreement has lasted long enough, or now.
   *
   * @param nowNanos the cluster's time
   * @param reason why nobody waits any longer, if the cluster did not settle
   */
  public Outcome outcome(long nowNanos, String reason) {
    boolean settled = isSettled(nowNanos);
    long endNanos = settled ? agreements.settledNanos() : nowNanos;
    times.until(endNanos);
    Optional<Agreed> first = agreements.firstLasting();
    List<NodeId> leaders = agreements.last().map(Agreed::on).orElse(List.of());
    List<Term> offices = terms.of(leaders);
    Optional<Term> elected =
        offices.stream()
            .filter(term -> term.elected().isPresent())
            .max(Comparator.comparing(term -> term.elected().get()));
    Optional<Place> majority =
        offices.stream().flatMap(term -> term.majority().stream()).min(naturalOrder());
    Rounds.SoFar until = first.map(Agreed::rounds).orElseGet(rounds::soFar);
    Counts counts = first.map(Agreed::messages).orElse(messages).counts();
    long sentInAll = messages.counts().heartbeatsApart().sent();
    boolean hadBegun = elected.filter(Term::electionHadBegun).isPresent();
    return new Outcome(
        before,
        settled,
        settled ? Optional.empty() : Optional.of(reason),
        leaders(leaders),
        leaders.size(),
        hadBegun ? OptionalLong.of(0) : after(until.first().map(Begun::place)),
        after(elected.flatMap(Term::elected)),
        after(majority),
        after(first.map(Agreed::begin)),
        endNanos - faultNanos,
        times.leaderless().nanos(),
        !settled && !times.isServed(),
        times.twoLeaders().nanos(),
        times.timesTwoLeaders(),
        times.newLeaders(),
        until.different() + (hadBegun ? 1 : 0),
        counts,
        sentInAll - counts.heartbeatsApart().sent(),
        rounds.soFar().begun() - until.begun(),
        Optional.empty(),
        until.lowest().filter(it -> !hadBegun).map(it -> election(it, first)),
        new Evidence(
            faultNumber + 1,
            startsFromNothing,
            hadBegun,
            rounds.numbers(until),
            until.begun(),
            number(elected.flatMap(Term::elected)),
            number(majority),
            number(first.map(Agreed::begin)),
            times.leaderless().after(faultNanos),
            times.twoLeaders().after(faultNanos)));
  }

  /** The agreed leaders first, then every other node that believes that it leads. */
  private List<Leadership> leaders(List<NodeId> agreedOn) {
    Comparator<Leadership> agreedFirst =
        Comparator.comparing(
            it -> agreedOn.contains(it.leader()) ? agreedOn.indexOf(it.leader()) : agreedOn.size());
    return times.believers().stream().sorted(agreedFirst).toList();
  }

  /** Nodes that were down when the election began, and came up in its course, were not down. */
  private ElectionCase election(Begun lowest, Optional<Agreed> converged) {
    SortedSet<NodeId> down = new TreeSet<>(lowest.down());
    down.retainAll(converged.map(Agreed::down).orElseGet(state::down));
    return new ElectionCase(spec.members(), down, lowest.node(), spec.options(), before);
  }

  private OptionalLong after(Optional<Place> place) {
    return place.stream().mapToLong(Place::atNanos).map(this::after).findFirst();
  }

  private static OptionalLong number(Optional<Place> place) {
    return place.stream().mapToLong(Place::number).findFirst();
  }

  /** What was so already when the fault came is so from then on. */
  private long after(long atNanos) {
    return Math.max(0, atNanos - faultNanos);
  }
}
