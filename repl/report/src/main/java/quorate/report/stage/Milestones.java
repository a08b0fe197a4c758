package quorate.report.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.OfNode;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Started;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/**
 * The events of a run that a person looks for, and those that change who runs, who believes what,
 * what is saved, how clocks run and which links are up. They are few, so they are kept when the
 * trace has forgotten them. Written on the thread of the cluster, read on any.
 */
public final class Milestones implements Observer {

  private static final int MOST = 20_000;

  private final Deque<TraceEvent> events = new ArrayDeque<>();
  private final ClusterState before;
  private Optional<LinksChanged> linksBefore = Optional.empty();
  private long count;

  /** What somebody looks for. */
  public enum Kind {
    FAULT,
    ELECTION,
    LEADER
  }

  /** An event that somebody looks for. */
  public record Mark(long atNanos, Kind kind, String words) {}

  private Milestones(ClusterSpec spec) {
    this.before = new ClusterState(spec);
  }

  /** Looks at a cluster from now on. What it has kept of its past is read first. */
  public static Milestones at(ObservedCluster cluster) {
    Milestones milestones = new Milestones(cluster.spec());
    cluster.run(
        now -> {
          List<TraceEvent> kept = now.trace().events();
          if (now.trace().oldest() > 1) {
            milestones.begin(now, kept);
          }
          kept.forEach(milestones::on);
          now.trace().observe(milestones);
        });
    return milestones;
  }

  /** Looks at it no longer. */
  public void leave(ObservedCluster cluster) {
    cluster.run(now -> now.trace().forget(this));
  }

  @Override
  public synchronized void on(TraceEvent event) {
    if (!isKept(event)) {
      return;
    }
    count += mark(event).isPresent() ? 1 : 0;
    events.addLast(event);
    if (events.size() > MOST) {
      TraceEvent oldest = events.removeFirst();
      before.on(oldest);
      linksBefore = oldest instanceof LinksChanged it ? Optional.of(it) : linksBefore;
    }
  }

  private static boolean isKept(TraceEvent event) {
    return ClusterState.isChangedBy(event)
        || event instanceof FaultInjected
        || event instanceof ClockChanged
        || event instanceof Persisted
        || event instanceof DiskLost;
  }

  /** How many marks there were so far: a number that rises with each. */
  public synchronized long count() {
    return count;
  }

  /** What somebody looks for, oldest first. */
  public synchronized List<Mark> marks() {
    return events.stream().flatMap(it -> mark(it).stream()).toList();
  }

  private static Optional<Mark> mark(TraceEvent event) {
    if (event instanceof FaultInjected it) {
      return Optional.of(new Mark(it.atNanos(), Kind.FAULT, it.fault()));
    } else if (event instanceof Crashed it && !it.requested()) {
      return Optional.of(new Mark(it.atNanos(), Kind.FAULT, it.node() + " crashes"));
    } else if (event instanceof BeliefChanged it && it.comesToLead()) {
      OptionalLong epoch = it.after().epoch();
      String in = epoch.isPresent() ? " in epoch " + epoch.getAsLong() : "";
      return Optional.of(new Mark(it.atNanos(), Kind.LEADER, it.node() + " becomes leader" + in));
    } else if (event instanceof BeliefChanged it && it.beginsElection()) {
      return Optional.of(new Mark(it.atNanos(), Kind.ELECTION, it.node() + " starts an election"));
    }
    return Optional.empty();
  }

  /** Brings a stage to where the cluster was before an event. */
  synchronized void replay(long before, PastStage stage) {
    this.before.nodes().forEach(stage::begin);
    linksBefore.ifPresent(stage::begin);
    events.stream().filter(it -> it.number() < before).forEach(stage::begin);
  }

  /** The first events are forgotten: finds out from those that are kept how it was before them. */
  private void begin(Moment now, List<TraceEvent> kept) {
    SortedMap<NodeId, NodeState> nodes = new TreeMap<>(now.state().nodes());
    nodes.forEach((node, its) -> PastStage.begin(before, node, before(node, its, kept)));
  }

  private static NodeState before(NodeId node, NodeState now, List<TraceEvent> kept) {
    List<TraceEvent> its = new ArrayList<>();
    for (TraceEvent event : kept) {
      if (event instanceof OfNode it && it.node().equals(node) && isKept(it)) {
        its.add(it);
      }
    }
    boolean up = now.up();
    boolean paused = now.paused();
    Belief belief = now.belief();
    double rate = now.clockRate();
    for (int i = its.size() - 1; i >= 0; i--) { // undoes one after the other
      TraceEvent event = its.get(i);
      if (event instanceof Started || event instanceof Crashed) {
        up = event instanceof Crashed;
        belief = Belief.NOTHING; // of one that crashed it is not known
        paused = false;
      } else if (event instanceof BeliefChanged changed) {
        belief = changed.before();
      } else if (event instanceof Paused || event instanceof Resumed) {
        paused = event instanceof Resumed;
      } else if (event instanceof ClockChanged clock) {
        rate = clock.before();
      }
    }
    return new NodeState(up, paused, now.address(), belief, rate);
  }
}
