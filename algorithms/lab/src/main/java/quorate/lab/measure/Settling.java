package quorate.lab.measure;

import static java.util.Comparator.naturalOrder;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.Outcome.Leadership;
import quorate.lab.measure.Rounds.Begun;
import quorate.lab.measure.TermsOfOffice.Term;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.Sent;
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
public final class Settling implements Observer {

  /** For how many heartbeat intervals an agreement must last to count, unless somebody asks. */
  public static final int HEARTBEATS_TO_HOLD = 3;

  private final ClusterSpec spec;
  private final ClusterState state;
  private final long faultNumber;
  private long faultNanos;
  private final long holdNanos;
  private final long patienceNanos;
  private final BooleanSupplier moreToCome;
  private final Optional<NodeId> before;

  private final MessageCounts messages;
  private final Rounds rounds;
  private final TermsOfOffice terms;

  private long lookedAtNanos;
  private boolean isServed;
  private boolean areTwo;
  private final Spans leaderless = new Spans();
  private final Spans twoLeaders = new Spans();
  private int timesTwoLeaders;
  private int newLeaders;

  private Optional<Agreed> agreed = Optional.empty();
  private Place lastFault;

  /** The first agreement that lasted on each leader who still leads the same term of office. */
  private final Map<List<Leadership>, Agreed> lasting = new LinkedHashMap<>();

  private List<Leadership> believers = List.of();
  private final boolean startsFromNothing;
  private boolean clockRuns;

  /** Whether the agreement had lasted when something was still going to be done. */
  private boolean waitsForMore;

  private boolean over;
  private long settledNanos;

  /** An agreement, and all that was so when it began. */
  private static final class Agreed {
    private final Agreement agreement;
    private final List<Leadership> leaders;
    private final List<Term> terms;
    private final Place begin;
    private final MessageCounts messages;
    private final Rounds.SoFar rounds;
    private final SortedSet<NodeId> down;
    private long needsNanos;

    Agreed(
        Agreement agreement,
        List<Leadership> leaders,
        List<Term> terms,
        Place begin,
        MessageCounts messages,
        Rounds.SoFar rounds,
        SortedSet<NodeId> down) {
      this.agreement = agreement;
      this.leaders = leaders;
      this.terms = terms;
      this.begin = begin;
      this.messages = messages;
      this.rounds = rounds;
      this.down = down;
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
   * @param hold for how many heartbeat intervals an agreement must last to count, where no running
   *     node is out of the leader's reach; with 0 the first agreement after the fault does
   * @param moreToCome whether more is going to be done to the cluster: then it is not settled
   */
  public Settling(
      ClusterSpec spec, ClusterState state, Trace trace, int hold, BooleanSupplier moreToCome) {
    this.spec = spec;
    this.state = state;
    this.faultNumber = trace.last();
    this.faultNanos = trace.nowNanos();
    this.holdNanos = Math.max(1, spec.timing().heartbeat().multipliedBy(hold).toNanos());
    this.patienceNanos =
        hold == 0 ? holdNanos : holdNanos + spec.timing().election().max().toNanos();
    this.moreToCome = moreToCome;
    this.startsFromNothing = state.running().isEmpty();
    this.clockRuns = !startsFromNothing;
    this.before = state.agreement().flatMap(Agreement::leader);
    this.lookedAtNanos = faultNanos;
    this.messages = new MessageCounts(faultNumber, Long.MAX_VALUE);
    this.rounds =
        new Rounds(
            state.running().stream()
                .anyMatch(node -> state.node(node).belief().role() == Role.CANDIDATE));
    Place fault = new Place(faultNanos, faultNumber);
    this.lastFault = fault;
    this.terms = new TermsOfOffice(state.nodes(), fault);
    look(fault);
  }

  @Override
  public void on(TraceEvent event) {
    if (isSettled(event.atNanos())) {
      return; // what happens later is another story
    }
    if (event instanceof Sent || event instanceof Delivered || event instanceof Dropped) {
      messages.on(event);
      agreed.ifPresent(it -> it.messages.on(event));
      lasting.values().forEach(it -> it.messages.on(event));
      return;
    }
    if (event instanceof FaultInjected) {
      keepIfLasting(event.atNanos());
      lastFault = Place.of(event);
      waitsForMore = false;
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
      newLeaders += changed.comesToLead() ? 1 : 0;
    }
    if (terms.on(event, rounds)) {
      lasting.values().removeIf(it -> !terms.of(it.agreement.leaders()).equals(it.terms));
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
    lookedAtNanos = atNanos;
    leaderless.clear();
    twoLeaders.clear();
  }

  /**
   * Whether the cluster has agreed for long enough by now, since the agreement began and since the
   * last fault. Once it has, it stays so.
   */
  public boolean isSettled(long nowNanos) {
    if (!over && agreed.isPresent() && nowNanos >= settlesAtNanos()) {
      over = !moreToCome.getAsBoolean();
      settledNanos = waitsForMore ? nowNanos : settlesAtNanos();
      waitsForMore = !over;
    }
    return over;
  }

  /**
   * Everybody who could end an agreement must have had the time to. One that was there before the
   * last fault must outlast it by an election timeout more: only by then does each node know what
   * it misses.
   */
  private long settlesAtNanos() {
    Agreed now = agreed.orElseThrow();
    return now.begin.compareTo(lastFault) > 0
        ? now.begin.atNanos() + now.needsNanos
        : lastFault.atNanos() + patienceNanos;
  }

  /**
   * What there is to say at the end: when the agreement has lasted long enough, or now.
   *
   * @param nowNanos the cluster's time
   * @param reason why nobody waits any longer, if the cluster did not settle
   */
  public Outcome outcome(long nowNanos, String reason) {
    boolean settled = isSettled(nowNanos);
    long endNanos = settled ? settledNanos : nowNanos;
    account(endNanos);
    Optional<Agreed> end = agreed.filter(it -> settled);
    Optional<Agreed> first = end.map(it -> lasting.getOrDefault(it.leaders, it));
    List<NodeId> leaders = end.map(it -> it.agreement.leaders()).orElse(List.of());
    List<Term> offices = terms.of(leaders);
    Optional<Term> elected =
        offices.stream()
            .filter(term -> term.elected().isPresent())
            .max(Comparator.comparing(term -> term.elected().get()));
    Optional<Place> majority =
        offices.stream().flatMap(term -> term.majority().stream()).min(naturalOrder());
    Rounds.SoFar until = first.map(it -> it.rounds).orElseGet(rounds::soFar);
    Counts counts = first.map(it -> it.messages).orElse(messages).counts();
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
        after(first.map(it -> it.begin)),
        endNanos - faultNanos,
        leaderless.nanos(),
        !settled && !isServed,
        twoLeaders.nanos(),
        timesTwoLeaders,
        newLeaders,
        until.different() + (hadBegun ? 1 : 0),
        counts,
        sentInAll - counts.heartbeatsApart().sent(),
        rounds.soFar().begun() - until.begun(),
        until.lowest().filter(it -> !hadBegun).map(it -> election(it, first)),
        new Evidence(
            faultNumber + 1,
            startsFromNothing,
            hadBegun,
            rounds.numbers(until),
            until.begun(),
            number(elected.flatMap(Term::elected)),
            number(majority),
            number(first.map(it -> it.begin)),
            leaderless.after(faultNanos),
            twoLeaders.after(faultNanos)));
  }

  /** Brings everything up to date with the state after an event. */
  private void look(Place now) {
    account(now.atNanos());
    SortedSet<NodeId> leading = state.believers();
    believers =
        leading.stream().map(n -> new Leadership(n, state.node(n).belief().epoch())).toList();
    leading.stream()
        .filter(state::isFollowedByMajorityOfAll)
        .forEach(leader -> terms.followedByMajority(leader, now));
    isServed = !leading.isEmpty() && state.isServed();
    boolean two = leading.size() > 1;
    timesTwoLeaders += two && !areTwo ? 1 : 0;
    areTwo = two;
    agree(leading.isEmpty() ? Optional.empty() : state.agreement(), now);
  }

  private void agree(Optional<Agreement> agreement, Place now) {
    List<Leadership> leaders =
        agreement.map(Agreement::leaders).orElse(List.of()).stream()
            .map(n -> new Leadership(n, state.node(n).belief().epoch()))
            .toList();
    if (agreed.isEmpty() || !agreed.get().leaders.equals(leaders)) {
      keepIfLasting(now.atNanos());
      waitsForMore = false;
      agreed =
          agreement.map(
              it ->
                  new Agreed(
                      it,
                      leaders,
                      terms.of(it.leaders()),
                      now,
                      messages.until(now.number()),
                      rounds.soFar(),
                      state.down()));
    }
    agreed.ifPresent(it -> it.needsNanos = needs(it.agreement));
  }

  /** An agreement may be over, or a fault may put it to the test again: did it last until now? */
  private void keepIfLasting(long nowNanos) {
    if (agreed.isPresent() && nowNanos >= settlesAtNanos()) {
      lasting.putIfAbsent(agreed.get().leaders, agreed.get());
    }
  }

  private long needs(Agreement agreement) {
    return state.somebodyMayMiss(agreement.leaders()) ? patienceNanos : holdNanos;
  }

  private void account(long nowNanos) {
    if (!isServed) {
      leaderless.add(lookedAtNanos, nowNanos);
    }
    if (areTwo) {
      twoLeaders.add(lookedAtNanos, nowNanos);
    }
    lookedAtNanos = nowNanos;
  }

  /** The agreed leaders first, then every other node that believes that it leads. */
  private List<Leadership> leaders(List<NodeId> agreedOn) {
    Comparator<Leadership> agreedFirst =
        Comparator.comparing(
            leadership -> {
              int place = agreedOn.indexOf(leadership.leader());
              return place < 0 ? agreedOn.size() : place;
            });
    return believers.stream().sorted(agreedFirst).toList();
  }

  /** Nodes that were down when the election began, and came up in its course, were not down. */
  private ElectionCase election(Begun lowest, Optional<Agreed> converged) {
    SortedSet<NodeId> down = new TreeSet<>(lowest.down());
    down.retainAll(converged.map(it -> it.down).orElseGet(state::down));
    return new ElectionCase(spec.members(), down, lowest.node(), spec.options());
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
