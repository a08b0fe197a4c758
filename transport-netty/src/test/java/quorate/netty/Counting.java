package quorate.netty;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.Belief;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Purpose;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;

/**
 * Elects nobody: each node says 1, 2, 3 and so on to all others, a number a heartbeat interval, and
 * saves each number first. Node 1 leads until it is asked to resign.
 */
record Counting() implements ElectionAlgorithm {

  static final Timer NEXT = new Timer("NEXT");

  /** What its nodes say to each other. */
  sealed interface Word extends Message {
    @Override
    default Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  /** The next number. */
  record Say(int number) implements Word {}

  /** Every tenth number is said once more, in another way. */
  record Shout(int number) implements Word {}

  /** The last number that a node said. */
  record Said(int number) implements Durable {}

  static ClusterSpec of(int size, Duration interval) {
    TimeRange never = TimeRange.fixed(Duration.ofHours(1));
    Timing timing = new Timing(interval, never, Duration.ofHours(1));
    return new ClusterSpec("counting", new Counting(), size, timing, Map.of(), 1);
  }

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public String source() {
    return "nowhere";
  }

  @Override
  public Class<? extends Message> messageType() {
    return Word.class;
  }

  @Override
  public Set<Property> promises() {
    return EnumSet.noneOf(Property.class);
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    return new Node(setup);
  }

  private static final class Node implements ElectionNode {
    private final NodeSetup setup;
    private int said;
    private boolean leads;

    Node(NodeSetup setup) {
      this.setup = setup;
      this.said = setup.saved().map(it -> ((Said) it).number()).orElse(0);
      this.leads = setup.self().equals(new NodeId(1));
    }

    @Override
    public void onStart(Effects out) {
      out.setTimer(NEXT, TimeRange.fixed(setup.timing().heartbeat()));
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      said++;
      out.persist(new Said(said));
      for (NodeId peer : setup.peers()) {
        out.send(peer, new Say(said));
        if (said % 10 == 0) {
          out.send(peer, new Shout(said));
        }
      }
      out.setTimer(NEXT, TimeRange.fixed(setup.timing().heartbeat()));
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      // hearing is all
    }

    @Override
    public void onResign(Effects out) {
      leads = false;
    }

    @Override
    public Belief belief() {
      return leads
          ? Belief.leader(OptionalLong.empty(), setup.self(), "")
          : Belief.follower(OptionalLong.empty(), Optional.empty());
    }

    @Override
    public Record state() {
      return new Said(said);
    }
  }
}
