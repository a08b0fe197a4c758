package quorate.lease;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.ClockBound;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Timing;
import quorate.testkit.AlteredAlgorithm;

/** Leases that make a classic mistake, and promise what is true only without it. */
final class BrokenLease {

  static final String FORGETS_UNSAID = "manager=forgets";

  private BrokenLease() {}

  /** Nodes make a mistake that is an option, though it was not typed. */
  static AlteredAlgorithm making(String mistake) {
    return new AlteredAlgorithm(
        "with " + mistake,
        new LeaseAlgorithm(),
        (setup, honest) -> honest.newNode(with(setup, mistake)));
  }

  private static NodeSetup with(NodeSetup setup, String mistake) {
    Map<String, String> options = new TreeMap<>(setup.options());
    options.putAll(LeaseFixture.options(mistake));
    return new NodeSetup(setup.self(), setup.members(), setup.timing(), options, setup.saved());
  }

  static ClusterSpec spec(int size, long seed, String mistake) {
    return new ClusterSpec("lease", making(mistake), size, Timing.DEFAULT, Map.of(), seed);
  }

  /** The honest lease, of which somebody claims that it stands clocks that are further off. */
  static ElectionAlgorithm claiming(double rate) {
    return new Boastful(new LeaseAlgorithm(), rate);
  }

  private record Boastful(ElectionAlgorithm honest, double rate) implements ElectionAlgorithm {
    @Override
    public Optional<ClockBound> clockBound(Timing timing, Map<String, String> options) {
      return Optional.of(new ClockBound(rate, LeaseManager.EXPIRY));
    }

    @Override
    public ElectionNode newNode(NodeSetup setup) {
      return honest.newNode(setup);
    }

    @Override
    public String name() {
      return honest.name();
    }

    @Override
    public String source() {
      return honest.source();
    }

    @Override
    public Class<? extends Message> messageType() {
      return honest.messageType();
    }

    @Override
    public Set<Property> promises() {
      return honest.promises();
    }

    @Override
    public List<Option> options() {
      return honest.options();
    }

    @Override
    public List<NodeId> services() {
      return honest.services();
    }
  }
}
