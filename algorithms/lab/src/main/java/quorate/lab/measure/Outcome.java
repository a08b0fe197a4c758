package quorate.lab.measure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.spi.ElectionCase;
import quorate.spi.NodeId;

/**
 * What became of a cluster after a fault. All moments are nanoseconds after the fault, in the
 * cluster's own time; a moment that did not come is empty. docs/decisions/what-is-measured.md has
 * the definitions.
 *
 * @param before the leader that the cluster agreed on when the fault came
 * @param settled whether the cluster agreed, and went on to agree until everybody who could end the
 *     agreement had had the time to
 * @param unsettledBecause why it did not settle; empty if it did
 * @param leaders who leads at the end, each with its epoch: of a settled cluster the agreed leaders
 *     first, then every other node that believes that it leads
 * @param agreed how many of {@code leaders} are agreed on; 0 if the cluster did not settle
 * @param detected the first moment, until the cluster converged, at which some running node began
 *     an election; 0 if the leader was elected in one that had begun before the fault
 * @param elected when the last of the agreed leaders became leader; empty if all led already
 * @param majority the first moment at which a majority of all members believed in an agreed leader
 * @param converged when the first agreement began that lasted, and that was the one on which the
 *     cluster settled in the end: the same leader in the same term of office
 * @param followedNanos for how long the cluster was followed after the fault
 * @param leaderlessNanos for how long nobody led who was followed by enough, until the agreement of
 *     the end began or, in a cluster that did not settle, until the end
 * @param stillLeaderless whether nobody is so followed at the end
 * @param twoLeadersNanos for how long two running nodes each believed that they led, until the end
 * @param timesTwoLeaders how often that began; in virtual time it may be over at once
 * @param newLeaders how often a node became leader, until the end
 * @param rounds how many different rounds were begun until {@code converged}, or until the end:
 *     terms, ballots, or Bully's elections; one more if the leader was elected in one that had
 *     begun before the fault
 * @param messages what was sent until {@code converged}, or until the end
 * @param sentLater how many more messages, excluding heartbeats, were sent after that, until the
 *     cluster had settled
 * @param begunLater how many more elections nodes began in that time, in vain
 * @param writes what leaders wrote to the store until the end; empty if there was no store
 * @param election the election as far as a formula could know it; empty if none was begun
 * @param evidence where in the trace all this can be seen
 */
public record Outcome(
    Optional<NodeId> before,
    boolean settled,
    Optional<String> unsettledBecause,
    List<Leadership> leaders,
    int agreed,
    OptionalLong detected,
    OptionalLong elected,
    OptionalLong majority,
    OptionalLong converged,
    long followedNanos,
    long leaderlessNanos,
    boolean stillLeaderless,
    long twoLeadersNanos,
    int timesTwoLeaders,
    int newLeaders,
    int rounds,
    Counts messages,
    long sentLater,
    long begunLater,
    Optional<StoreCounts> writes,
    Optional<ElectionCase> election,
    Evidence evidence) {

  /** A node that believes that it leads, and in which epoch. */
  public record Leadership(NodeId leader, OptionalLong epoch) {}

  /** The one leader that the cluster settled on; empty if it settled on several or on none. */
  public Optional<NodeId> leader() {
    return agreed == 1 ? Optional.of(leaders.get(0).leader()) : Optional.empty();
  }

  public OptionalLong epoch() {
    return agreed == 1 ? leaders.get(0).epoch() : OptionalLong.empty();
  }

  /** The same outcome of a cluster that counts as not settled, for a reason. */
  public Outcome unsettled(String reason) {
    OptionalLong none = OptionalLong.empty();
    return with(false, Optional.of(reason), 0, none, none, none, writes);
  }

  /** The same outcome of a cluster whose leaders wrote to a store, if it has one. */
  public Outcome withWrites(Optional<StoreCounts> counted) {
    return with(settled, unsettledBecause, agreed, elected, majority, converged, counted);
  }

  private Outcome with(
      boolean nowSettled,
      Optional<String> nowBecause,
      int nowAgreed,
      OptionalLong nowElected,
      OptionalLong nowMajority,
      OptionalLong nowConverged,
      Optional<StoreCounts> nowWrites) {
    return new Outcome(
        before,
        nowSettled,
        nowBecause,
        leaders,
        nowAgreed,
        detected,
        nowElected,
        nowMajority,
        nowConverged,
        followedNanos,
        leaderlessNanos,
        stillLeaderless,
        twoLeadersNanos,
        timesTwoLeaders,
        newLeaders,
        rounds,
        messages,
        sentLater,
        begunLater,
        nowWrites,
        election,
        evidence);
  }

  /** Whether any time was measured: a cluster that cannot settle is not followed at all. */
  public boolean isMeasured() {
    return settled || followedNanos > 0;
  }

  /** {@code leaderlessNanos}; empty if no time was measured. */
  public OptionalLong leaderless() {
    return isMeasured() ? OptionalLong.of(leaderlessNanos) : OptionalLong.empty();
  }

  /** {@code twoLeadersNanos}; empty if no time was measured. */
  public OptionalLong twoLeaders() {
    return isMeasured() ? OptionalLong.of(twoLeadersNanos) : OptionalLong.empty();
  }

  /**
   * Whether the fault changed nothing: the cluster agrees on the leader that it had before, was
   * never without one, and had converged before anybody began an election or sent anything but
   * heartbeats. Some nodes may have begun one later, in vain.
   */
  public boolean isUneventful() {
    return leader().isPresent()
        && before.equals(leader())
        && newLeaders == 0
        && rounds == 0
        && leaderlessNanos == 0
        && timesTwoLeaders == 0
        && messages.heartbeatsApart().sent() == 0
        && writes.stream().allMatch(it -> it.decided().overtaken() == 0);
  }
}
