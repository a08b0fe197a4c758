package quorate.lab.experiment;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.experiment.ObservedCluster.Following;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Settling;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/** What is done to a cluster in a trial, and from when on it is measured. */
public enum Scenario {
  /** All nodes start at one moment. */
  STARTUP("startup", "all nodes start at once; measured from there", null),
  /** The leader's process is gone. */
  CRASH_LEADER(
      "crash-leader",
      "the leader crashes at a random moment of its heartbeat interval",
      leader -> new Fault.Crash(new TreeSet<>(List.of(leader)))),
  /** The leader runs on, cut off from all others. */
  ISOLATE_LEADER(
      "isolate-leader",
      "all links of the leader are cut at a random moment of its heartbeat interval",
      leader -> new LinkFault.Isolate(new TreeSet<>(List.of(leader))));

  private final String words;
  private final String description;
  private final Function<NodeId, Fault> fault;

  Scenario(String words, String description, Function<NodeId, Fault> fault) {
    this.words = words;
    this.description = description;
    this.fault = fault;
  }

  /** What is typed: {@code crash-leader}. */
  public String words() {
    return words;
  }

  /** What happens, in one line. */
  public String description() {
    return description;
  }

  /** A scenario by what is typed. */
  public static Optional<Scenario> find(String words) {
    return Arrays.stream(values()).filter(scenario -> scenario.words.equals(words)).findFirst();
  }

  /**
   * Runs the scenario on a cluster whose nodes are down as yet.
   *
   * @param moment where in the heartbeat interval the fault comes, from 0 (inclusive) to 1
   * @return what became of it; if the cluster did not even settle at the start, that
   * @throws InterruptedException if the waiting thread is interrupted
   */
  Outcome run(ObservedCluster cluster, Setup setup, double moment) throws InterruptedException {
    SortedSet<NodeId> up = new TreeSet<>(cluster.spec().members());
    up.removeAll(setup.down());
    int hold = fault == null ? setup.hold() : Settling.HEARTBEATS_TO_HOLD;
    Outcome start =
        cluster
            .cluster()
            .call(() -> cluster.followHere(it -> it.start(up), hold))
            .await(setup.limit());
    if (fault == null || start.leader().isEmpty()) {
      return start;
    }
    return afterHeartbeat(cluster, setup, moment);
  }

  /** Waits for the leader's next heartbeat, and does the fault a part of an interval later. */
  private Outcome afterHeartbeat(ObservedCluster cluster, Setup setup, double moment)
      throws InterruptedException {
    long interval = cluster.spec().timing().heartbeat().toNanos();
    Duration delay = Duration.ofNanos((long) (moment * interval));
    Strike strike = new Strike(cluster, setup, fault, delay);
    cluster.cluster().trace().observe(strike);
    if (!cluster.cluster().runUntil(strike::isDone, setup.limit())) {
      cluster.cluster().trace().forget(strike);
      String reason = "no agreed leader sent a heartbeat, so there was nobody to strike";
      return cluster.cluster().call(() -> cluster.followHere(it -> {}, 0)).giveUp(reason);
    }
    return cluster.cluster().call(() -> strike.following).await(setup.limit());
  }

  /**
   * Does a fault a while after the next heartbeat of the leader whom the cluster agrees on then. On
   * the cluster's thread.
   */
  private static final class Strike implements Observer {
    private final ObservedCluster cluster;
    private final Setup setup;
    private final Function<NodeId, Fault> fault;
    private final Duration delay;
    private Following following;

    Strike(ObservedCluster cluster, Setup setup, Function<NodeId, Fault> fault, Duration delay) {
      this.cluster = cluster;
      this.setup = setup;
      this.fault = fault;
      this.delay = delay;
    }

    @Override
    public void on(TraceEvent event) {
      if (event instanceof Sent sent
          && sent.message().purpose() == Purpose.HEARTBEAT
          && isAgreedLeader(sent.from())) {
        cluster.cluster().trace().forget(this);
        if (setup.synchronised()) {
          ((SimulatedCluster) cluster.cluster()).hurry();
        }
        cluster.cluster().after(delay, () -> strike(sent.from()));
      }
    }

    private boolean isAgreedLeader(NodeId node) {
      return cluster.state().agreement().flatMap(Agreement::leader).equals(Optional.of(node));
    }

    private void strike(NodeId leader) {
      following = cluster.followHere(it -> it.inject(fault.apply(leader)), setup.hold());
    }

    boolean isDone() {
      return following != null;
    }
  }
}
