package quorate.lab.simulator;

import java.time.Duration;
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
 * Elects nobody: n1 says a number to all others every millisecond, and saves every tenth first.
 *
 * @param greets whether each node says 0 to all others as soon as it runs, and nothing else
 */
record Chatter(boolean greets) implements ElectionAlgorithm {

  private static final Timer NEXT = new Timer("NEXT");

  record Say(int number) implements Message {
    @Override
    public Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  record Saved(int number, String part) implements Durable {}

  static ClusterSpec of(int size, long seed) {
    return new ClusterSpec("chatter", new Chatter(false), size, Timing.DEFAULT, Map.of(), seed);
  }

  static ClusterSpec greeting(int size) {
    return new ClusterSpec("chatter", new Chatter(true), size, Timing.DEFAULT, Map.of(), 1);
  }

  @Override
  public String name() {
    return "chatter";
  }

  @Override
  public String source() {
    return "these tests";
  }

  @Override
  public Class<? extends Message> messageType() {
    return Say.class;
  }

  @Override
  public Set<Property> promises() {
    return Set.of();
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    return new Node(setup, greets);
  }

  private static final class Node implements ElectionNode {
    private final NodeSetup setup;
    private final boolean greets;
    private int said;

    Node(NodeSetup setup, boolean greets) {
      this.setup = setup;
      this.greets = greets;
    }

    @Override
    public void onStart(Effects out) {
      if (greets) {
        setup.peers().forEach(peer -> out.send(peer, new Say(0)));
      } else if (setup.self().equals(setup.members().get(0))) {
        out.setTimer(NEXT, TimeRange.fixed(Duration.ofMillis(1)));
      }
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      if (((Say) message).number() == 113) {
        throw new IllegalStateException("nobody says 113 to me");
      }
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      said++;
      if (said % 10 == 0) {
        out.persist(new Saved(said, "first part"));
        out.persist(new Saved(said, "second part"));
      }
      setup.peers().forEach(peer -> out.send(peer, new Say(said)));
      out.setTimer(NEXT, TimeRange.fixed(Duration.ofMillis(1)));
    }

    @Override
    public Belief belief() {
      return Belief.follower(OptionalLong.empty(), Optional.empty());
    }

    @Override
    public Record state() {
      return new Saved(said, "all");
    }
  }
}
