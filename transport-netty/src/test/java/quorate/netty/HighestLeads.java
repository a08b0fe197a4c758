package quorate.netty;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Purpose;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * The simplest algorithm there is: the highest node leads, and says so at every heartbeat. Its node
 * 1 can be told to break a rule, each time that it hears the leader.
 */
final class HighestLeads implements ElectionAlgorithm {

  /** How node 1 breaks a rule. */
  static final Option BUG =
      new Option(
          "bug",
          "none",
          "none, throws, asserts, recurses, optional",
          "the rule that node 1 breaks");

  private static final Timer HEARTBEAT = Timer.heartbeat("HEARTBEAT");

  /** What its nodes say to each other. */
  sealed interface Word extends Message {
    @Override
    default Purpose purpose() {
      return Purpose.HEARTBEAT;
    }

    /** The highest is here. */
    record Here() implements Word {}

    /** A message as no message may be: it cannot be put into bytes. */
    record Perhaps(Optional<NodeId> leader) implements Word {}
  }

  /** A node's variables. */
  record State(Optional<NodeId> leader) {}

  @Override
  public String name() {
    return "highest";
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
    return List.of(BUG);
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    return new Node(setup);
  }

  private static final class Node implements ElectionNode {
    private final NodeSetup setup;
    private Optional<NodeId> leader = Optional.empty();

    Node(NodeSetup setup) {
      this.setup = setup;
    }

    private boolean isHighest() {
      return setup.peers().stream().noneMatch(peer -> peer.isAbove(setup.self()));
    }

    @Override
    public void onStart(Effects out) {
      if (isHighest()) {
        leader = Optional.of(setup.self());
        onTimer(HEARTBEAT, out);
      }
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      setup.peers().forEach(peer -> out.send(peer, new Word.Here()));
      Duration heartbeat = setup.timing().heartbeat();
      out.setTimer(HEARTBEAT, TimeRange.fixed(heartbeat));
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      if (setup.self().value() == 1) {
        breakRule(setup.option(BUG), from, out);
      }
      leader = Optional.of(from);
    }

    private void breakRule(String how, NodeId from, Effects out) {
      switch (how) {
        case "throws" -> throw new IllegalStateException("thrown on purpose");
        case "asserts" -> throw new AssertionError("asserted on purpose");
        case "recurses" -> breakRule(how, from, out);
        case "optional" -> out.send(from, new Word.Perhaps(leader));
        default -> {
          // an honest node
        }
      }
    }

    @Override
    public Belief belief() {
      return isHighest()
          ? Belief.leader(OptionalLong.empty(), setup.self(), "")
          : new Belief(OptionalLong.empty(), leader, Role.FOLLOWER, "");
    }

    @Override
    public Record state() {
      return new State(leader);
    }
  }
}
