package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.netty.CountingCluster.N3;
import static quorate.netty.CountingCluster.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import quorate.experiments.Following;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.Availability.Figures;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.raft.RaftAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;

/** A Raft cluster over TCP that n3 leads until a fault comes, and what becomes of it then. */
final class RaftUnderFault implements AutoCloseable {

  /** Patient enough for a machine under load, and quick enough for tests. */
  private static final Timing TIMING =
      new Timing(Duration.ofMillis(25), TimeRange.ofMillis(500, 1000), Duration.ofMillis(100));

  private static final Timer ELECTION = new Timer("ELECTION");

  private final ObservedCluster cluster;
  private final List<NodeId> newLeaders = new ArrayList<>();
  private final List<TimerFired> fired = new ArrayList<>();
  private final Observer notes = this::note;
  private Following following;

  /**
   * Starts a cluster.
   *
   * @param variant the options that are on
   */
  RaftUnderFault(int size, List<String> variant) throws InterruptedException {
    Map<String, String> options = new TreeMap<>();
    variant.forEach(option -> options.put(option, "on"));
    cluster =
        new ObservedCluster(
            NettyCluster.create(
                new ClusterSpec("raft", new RaftAlgorithm(), size, TIMING, options, 1)));
    cluster.run(now -> now.cluster().startAll());
    assertThat(cluster.runUntil(now -> now.state().running().size() == size, TcpClusters.LIMIT))
        .isTrue();
    cluster.run(now -> now.cluster().inject(new Fault.Fire(nodes(3), ELECTION)));
    assertThat(TcpClusters.leader(cluster)).isEqualTo(N3);
  }

  RaftUnderFault inject(Fault fault) {
    cluster.run(
        now -> {
          now.trace().observe(notes);
          following = cluster.follow(it -> it.inject(fault));
        });
    return this;
  }

  private void note(TraceEvent event) {
    if (event instanceof BeliefChanged changed
        && changed.after().leads()
        && !changed.before().leads()) {
      newLeaders.add(changed.node());
    } else if (event instanceof TimerFired timer) {
      fired.add(timer);
    }
  }

  /** Waits for something; the condition is looked at on the cluster's thread. */
  RaftUnderFault await(Predicate<RaftUnderFault> condition) throws InterruptedException {
    Duration limit = TcpClusters.LIMIT.multipliedBy(2);
    assertThat(cluster.runUntil(now -> condition.test(this), limit)).isTrue();
    return this;
  }

  /** Waits until a timer of a name has fired so often since the fault, at any node. */
  RaftUnderFault awaitFired(int times, String timer) throws InterruptedException {
    return await(
        it ->
            it.fired.stream().filter(event -> event.timer().name().equals(timer)).count() >= times);
  }

  RaftUnderFault awaitNewLeaders(int times) throws InterruptedException {
    return await(it -> it.newLeaders.size() >= times);
  }

  /** Who became leader since the fault, in order. */
  List<NodeId> newLeaders() {
    return cluster.call(now -> List.copyOf(newLeaders));
  }

  SortedSet<NodeId> believers() {
    return cluster.call(now -> now.state().believers());
  }

  Figures figures() {
    return following.figures();
  }

  @Override
  public void close() {
    assertThat(cluster.violations()).isEmpty();
    cluster.close();
  }
}
