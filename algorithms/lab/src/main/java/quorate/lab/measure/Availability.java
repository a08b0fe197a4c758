package quorate.lab.measure;

import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.spi.NodeId;

/**
 * How well a cluster is led for a while: for which share of the time, by how many leaders. Unlike
 * {@link ConvergenceTracker} it does not ask for an agreement, and so has something to say of
 * clusters that never come to one.
 *
 * <p>Observes the trace from its making on; it must see each event after the {@link ClusterState}
 * that it reads has seen it. On the cluster's thread.
 */
public final class Availability implements Observer {

  /** An epoch so far behind the newest has no new leader any more. */
  private static final int MOST_EPOCHS = 1000;

  private final ClusterSpec spec;
  private final ClusterState state;
  private final long beganNanos;
  private final OptionalLong firstEpoch;
  private final TreeMap<Long, SortedSet<NodeId>> leadersOfEpochs = new TreeMap<>();

  /** How many epochs with two leaders are no longer among those. */
  private int sharedBefore;

  private long lookedAtNanos;
  private boolean wasServed;
  private boolean wasConnected;
  private boolean wereTwo;
  private long servedNanos;
  private long connectedNanos;
  private long twoLeadersNanos;
  private int timesTwoLeaders;
  private int newLeaders;

  /**
   * What a while was like.
   *
   * @param nanos how long it was
   * @param newLeaders how often a node became leader
   * @param epochs by how much the highest epoch of all nodes rose; 0 without epochs
   * @param servedNanos for how long a majority of all members followed a leader whom they could
   *     reach, and who could reach them
   * @param connectedNanos for how long some running node and others that it could reach, and that
   *     could reach it, were a majority of all members: somebody could have led
   * @param twoLeadersNanos for how long two running nodes each believed that they led
   * @param timesTwoLeaders how often that began
   * @param sameEpochLeaders how many epochs had two leaders, at once or not; without epochs, by
   *     which they could be told apart, how often there were two at once
   */
  public record Figures(
      long nanos,
      int newLeaders,
      long epochs,
      long servedNanos,
      long connectedNanos,
      long twoLeadersNanos,
      int timesTwoLeaders,
      int sameEpochLeaders) {

    /** The share of the time in which a majority followed a leader; 1 if no time passed. */
    public double served() {
      return nanos == 0 ? 1 : (double) servedNanos / nanos;
    }

    /** The share of the time in which somebody could have led a majority; 1 if no time passed. */
    public double connected() {
      return nanos == 0 ? 1 : (double) connectedNanos / nanos;
    }
  }

  /** Begins to look at a state that somebody else keeps up to date. */
  public Availability(ClusterSpec spec, ClusterState state, Trace trace) {
    this.spec = spec;
    this.state = state;
    this.beganNanos = trace.nowNanos();
    this.lookedAtNanos = beganNanos;
    this.firstEpoch = highestEpoch();
    state.believers().forEach(this::remember);
    look(beganNanos);
  }

  @Override
  public void on(TraceEvent event) {
    if (!ClusterState.isChangedBy(event)) {
      return;
    }
    if (event instanceof BeliefChanged changed && changed.after().leads()) {
      newLeaders += changed.comesToLead() ? 1 : 0;
      remember(changed.node());
    }
    look(event.atNanos());
  }

  private void remember(NodeId leader) {
    OptionalLong epoch = state.node(leader).belief().epoch();
    if (epoch.isPresent()) {
      leadersOfEpochs.computeIfAbsent(epoch.getAsLong(), it -> new TreeSet<>()).add(leader);
      if (leadersOfEpochs.size() > MOST_EPOCHS) {
        sharedBefore += leadersOfEpochs.pollFirstEntry().getValue().size() > 1 ? 1 : 0;
      }
    }
  }

  private void look(long atNanos) {
    account(atNanos);
    SortedSet<NodeId> believers = state.believers();
    wasServed = believers.stream().anyMatch(it -> state.led(it) >= spec.majority());
    wasConnected =
        state.running().stream().anyMatch(it -> state.within(it).size() >= spec.majority());
    boolean areTwo = believers.size() > 1;
    timesTwoLeaders += areTwo && !wereTwo ? 1 : 0;
    wereTwo = areTwo;
  }

  private void account(long nowNanos) {
    long passed = nowNanos - lookedAtNanos;
    servedNanos += wasServed ? passed : 0;
    connectedNanos += wasConnected ? passed : 0;
    twoLeadersNanos += wereTwo ? passed : 0;
    lookedAtNanos = nowNanos;
  }

  private OptionalLong highestEpoch() {
    return state.nodes().values().stream()
        .map(node -> node.belief().epoch())
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .max();
  }

  /** What the while from the beginning until a time was like; it must not be in the past. */
  public Figures until(long nowNanos) {
    account(nowNanos);
    OptionalLong epoch = highestEpoch();
    boolean hasEpochs = epoch.isPresent() && firstEpoch.isPresent();
    long shared = leadersOfEpochs.values().stream().filter(leaders -> leaders.size() > 1).count();
    return new Figures(
        nowNanos - beganNanos,
        newLeaders,
        hasEpochs ? epoch.getAsLong() - firstEpoch.getAsLong() : 0,
        servedNanos,
        connectedNanos,
        twoLeadersNanos,
        timesTwoLeaders,
        leadersOfEpochs.isEmpty() ? timesTwoLeaders : sharedBefore + (int) shared);
  }
}
