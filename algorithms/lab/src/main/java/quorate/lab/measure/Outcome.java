package quorate.lab.measure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.spi.ElectionCase;
import quorate.spi.NodeId;

/**
 * What became of a cluster after a fault. All moments are nanoseconds after the fault, in the
 * cluster's own time; a moment that did not come is empty.
 *
 * @param before the leader that the cluster agreed on when the fault came
 * @param settled whether the cluster agreed, and went on to agree for three heartbeat intervals
 * @param unsettledBecause why it did not settle; empty if it did
 * @param leaders who leads at the end, each with its epoch: of a settled cluster the agreed leaders
 *     first, then whoever else believes that it leads
 * @param agreed how many of {@code leaders} are agreed on; 0 if the cluster did not settle
 * @param detected the first moment at which some running node began an election
 * @param elected when the last of the agreed leaders came to lead; 0 if it led already
 * @param majority the first moment at which a majority of all members believed in an agreed leader
 * @param converged when the first agreement began that lasted, and that was the one on which the
 *     cluster settled in the end: the same leader in the same epoch
 * @param leaderlessNanos for how long nobody led who was followed by enough, until the agreement of
 *     the end began or, in a cluster that did not settle, until the end
 * @param twoLeadersNanos for how long two running nodes each believed that they led, until the end
 * @param timesTwoLeaders how often that began; in virtual time it may be over at once
 * @param newLeaders how often a node came to lead, until the end
 * @param rounds how many different rounds were begun: terms, ballots, or Bully's elections
 * @param messages what was sent until {@code converged}, or until the end
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
    long leaderlessNanos,
    long twoLeadersNanos,
    int timesTwoLeaders,
    int newLeaders,
    int rounds,
    Counts messages,
    Optional<ElectionCase> election,
    Evidence evidence) {

  /** A node that believes that it leads, and in which epoch. */
  public record Leadership(NodeId leader, OptionalLong epoch) {}

  /** The one leader that the cluster settled on; empty if it settled on several or on none. */
  public Optional<NodeId> leader() {
    return agreed == 1 ? Optional.of(leaders.get(0).leader()) : Optional.empty();
  }

  /** The epoch of {@link #leader()}. */
  public OptionalLong epoch() {
    return agreed == 1 ? leaders.get(0).epoch() : OptionalLong.empty();
  }
}
