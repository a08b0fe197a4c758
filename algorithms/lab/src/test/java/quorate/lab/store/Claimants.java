package quorate.lab.store;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.Storing;
import quorate.lab.measure.StoreCounts;
import quorate.lab.measure.StoreTracker;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.store.StoreMessage.WriteRefused;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Property;
import quorate.spi.Purpose;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;

/**
 * A cluster without any rule: each node believes that it leads, from a moment on and in an epoch
 * that a test gives it, until it resigns.
 */
final class Claimants {

  static final Duration PACE = Duration.ofMillis(100);

  private final SimulatedCluster cluster;
  private final StoreTracker tracker = new StoreTracker();

  /**
   * n1 leads at once, and each of the others 10 ms after the one before; their writes keep that
   * distance.
   *
   * @param epochs of n1, n2 and so on; {@code null} for no epoch
   */
  Claimants(Long... epochs) {
    List<Long> all = Arrays.asList(epochs);
    ClusterSpec spec =
        new ClusterSpec("claimants", new Rules(all), all.size(), Timing.DEFAULT, Map.of(), 1);
    cluster = new SimulatedCluster(spec, Network.DEFAULT);
    cluster.trace().observe(tracker);
    cluster.startAll();
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  /** Adds a store to which each writes once before 100 ms are over. */
  Claimants store(boolean fencing) {
    return inject(
        new Storing(Optional.of(new StoreSettings(fencing, PACE, Duration.ofMillis(50)))));
  }

  Claimants inject(Fault fault) {
    cluster.inject(fault);
    return this;
  }

  Claimants run(long millis) throws InterruptedException {
    cluster.runFor(Duration.ofMillis(millis));
    return this;
  }

  static TreeSet<NodeId> nodes(NodeId... nodes) {
    return new TreeSet<>(List.of(nodes));
  }

  Claimants pause(NodeId node) {
    return inject(new Pause(nodes(node)));
  }

  Claimants resume(NodeId node) {
    return inject(new Resume(nodes(node)));
  }

  StoreCounts counts() {
    return tracker.counts().orElseThrow();
  }

  StoreTracker tracker() {
    return tracker;
  }

  /** What the store answered, in order: {@code n1 ok}, {@code n3 refused}. */
  List<String> answers() {
    return cluster.trace().events().stream()
        .filter(Sent.class::isInstance)
        .map(Sent.class::cast)
        .filter(it -> it.from().equals(NodeId.STORE))
        .map(it -> it.to() + (it.message() instanceof WriteRefused ? " refused" : " ok"))
        .toList();
  }

  private record Rules(List<Long> epochs) implements ElectionAlgorithm {

    private static final Timer CLAIM = new Timer("CLAIM");

    record Depose() implements Message {
      @Override
      public Purpose purpose() {
        return Purpose.ELECTION;
      }
    }

    @Override
    public String name() {
      return "claimants";
    }

    @Override
    public String source() {
      return "these tests";
    }

    @Override
    public Class<? extends Message> messageType() {
      return Depose.class;
    }

    @Override
    public Set<Property> promises() {
      return Set.of();
    }

    @Override
    public ElectionNode newNode(NodeSetup setup) {
      return new Claimant(setup.self(), epochs.get(setup.self().value() - 1));
    }
  }

  private static final class Claimant implements ElectionNode {
    private final NodeId self;
    private final OptionalLong epoch;
    private boolean leads;

    Claimant(NodeId self, Long epoch) {
      this.self = self;
      this.epoch = epoch == null ? OptionalLong.empty() : OptionalLong.of(epoch);
    }

    @Override
    public void onStart(Effects out) {
      Duration turn = Duration.ofMillis(10L * (self.value() - 1));
      out.setTimer(Rules.CLAIM, TimeRange.fixed(turn));
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      throw new IllegalArgumentException("nobody says anything to a claimant: " + message);
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      leads = true;
    }

    @Override
    public void onResign(Effects out) {
      leads = false;
    }

    @Override
    public Belief belief() {
      return leads ? Belief.leader(epoch, self, "") : Belief.follower(epoch, Optional.empty());
    }

    @Override
    public Record state() {
      return new Variables(leads);
    }

    record Variables(boolean leads) {}
  }
}
