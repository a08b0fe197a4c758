package quorate.lab.measure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.Outcome.Leadership;
import quorate.lab.measure.TermsOfOffice.Term;
import quorate.lab.trace.TraceEvent;
import quorate.spi.NodeId;

/**
 * What the cluster agrees on since the fault, and whether an agreement has lasted for so long that
 * all who could end it have had the time to.
 */
final class Agreements {

  private final ClusterState state;
  private final long holdNanos;
  private final long patienceNanos;
  private final BooleanSupplier moreToCome;

  private Optional<Agreed> agreed = Optional.empty();
  private long needsNanos;
  private Place lastFault;

  /** The first agreement that lasted on each leader who still leads the same term of office. */
  private final Map<List<Leadership>, Agreed> lasting = new LinkedHashMap<>();

  /** Whether the agreement had lasted when something was still going to be done. */
  private boolean waitsForMore;

  private boolean over;
  private long settledNanos;

  /** An agreement, and all that was so when it began. */
  record Agreed(
      List<NodeId> on,
      List<Leadership> leaders,
      List<Term> terms,
      Place begin,
      MessageCounts messages,
      Rounds.SoFar rounds,
      SortedSet<NodeId> down) {}

  interface Beginning {
    Agreed of(List<NodeId> on, List<Leadership> leaders, Place begin);
  }

  /** None yet; {@code hold} and {@code moreToCome} are those of the {@link ConvergenceTracker}. */
  Agreements(
      ClusterSpec spec, ClusterState state, int hold, BooleanSupplier moreToCome, Place fault) {
    this.state = state;
    Duration lasts = spec.timing().heartbeat().multipliedBy(hold);
    this.holdNanos = Math.max(1, lasts.toNanos());
    this.patienceNanos =
        hold == 0 ? holdNanos : holdNanos + spec.timing().election().max().toNanos();
    this.moreToCome = moreToCome;
    this.lastFault = fault;
  }

  /** A fault puts the agreement to the test again. */
  void fault(Place fault) {
    keepIfLasting(fault.atNanos());
    lastFault = fault;
    waitsForMore = false;
  }

  /** A term of office ended or began: an earlier agreement may be on one that is over. */
  void forgetUnless(Predicate<Agreed> stands) {
    lasting.values().removeIf(it -> !stands.test(it));
  }

  /** What the cluster agrees on after an event. */
  void look(Place now, Beginning beginning) {
    Optional<Agreement> agreement =
        state.believers().isEmpty() ? Optional.empty() : state.agreement();
    List<NodeId> on = agreement.map(Agreement::leaders).orElse(List.of());
    List<Leadership> leaders = state.leaderships(on);
    if (agreed.isEmpty() || !agreed.get().leaders.equals(leaders)) {
      keepIfLasting(now.atNanos());
      waitsForMore = false;
      agreed = agreement.map(it -> beginning.of(on, leaders, now));
    }
    needsNanos = agreed.isPresent() && state.somebodyMayMiss(on) ? patienceNanos : holdNanos;
  }

  /** The fate of messages that were sent before an agreement began goes on to count there. */
  void on(TraceEvent message) {
    agreed.ifPresent(it -> it.messages.on(message));
    lasting.values().stream()
        .filter(it -> agreed.isEmpty() || it != agreed.get()) // that one has counted it
        .forEach(it -> it.messages.on(message));
  }

  /** An agreement may be over, or a fault may put it to the test again: did it last until now? */
  private void keepIfLasting(long nowNanos) {
    if (agreed.isPresent() && nowNanos >= settlesAtNanos()) {
      lasting.putIfAbsent(agreed.get().leaders, agreed.get());
    }
  }

  /**
   * Everybody who could end an agreement must have had the time to. One that was there before the
   * last fault must outlast it by an election timeout more: only by then does each node know what
   * it misses.
   */
  private long settlesAtNanos() {
    Place begin = agreed.orElseThrow().begin;
    return begin.compareTo(lastFault) > 0
        ? begin.atNanos() + needsNanos
        : lastFault.atNanos() + patienceNanos;
  }

  /** Whether the cluster has agreed for long enough by now. Once it has, it stays so. */
  boolean isSettled(long nowNanos) {
    if (!over && agreed.isPresent() && nowNanos >= settlesAtNanos()) {
      over = !moreToCome.getAsBoolean();
      settledNanos = waitsForMore ? nowNanos : settlesAtNanos();
      waitsForMore = !over;
    }
    return over;
  }

  /** When it had, if it has. */
  long settledNanos() {
    return settledNanos;
  }

  /** The agreement on which the cluster settled. */
  Optional<Agreed> last() {
    return agreed.filter(it -> over);
  }

  /** The first agreement that lasted, on the same leaders in the same terms of office. */
  Optional<Agreed> firstLasting() {
    return last().map(it -> lasting.getOrDefault(it.leaders, it));
  }
}
