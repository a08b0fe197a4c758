package quorate.lab;

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
 * A small algorithm for tests: a node that hears nothing for a while leads a flight of its own, and
 * a node that hears of a higher flight follows. The number of the flight survives a crash.
 */
public final class Flock implements ElectionAlgorithm {

  /** When a node takes off. */
  public static final Timer WAIT = new Timer("WAIT");

  /** An option without an effect. */
  public static final Option SONG = new Option("song", "low", "low or high", "how they sing");

  /** What a bird says. */
  public sealed interface Call extends Message {}

  /** Somebody leads this flight. */
  public record Honk(long flight) implements Call {
    @Override
    public Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  /** The leader of this flight is still there. */
  public record Beat(long flight) implements Call {
    @Override
    public Purpose purpose() {
      return Purpose.HEARTBEAT;
    }
  }

  /** What survives a crash. */
  public record Memory(long flight) implements Durable {}

  private final Set<Property> promises;

  /** A flock that promises these properties, whether it keeps them or not. */
  public Flock(Property... promises) {
    this.promises = Set.of(promises);
  }

  /** A cluster of so many nodes. */
  public static ClusterSpec of(int size, Property... promises) {
    return new ClusterSpec("flock", new Flock(promises), size, Timing.DEFAULT, Map.of(), 7);
  }

  @Override
  public String name() {
    return "flock";
  }

  @Override
  public String source() {
    return "these tests";
  }

  @Override
  public Class<? extends Message> messageType() {
    return Call.class;
  }

  @Override
  public Set<Property> promises() {
    return promises;
  }

  @Override
  public List<Option> options() {
    return List.of(SONG);
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    if (!List.of("low", "high").contains(setup.option(SONG))) {
      throw new IllegalArgumentException("song= is " + SONG.values());
    }
    return new Bird(setup);
  }

  private static final class Bird implements ElectionNode {
    private final NodeSetup setup;
    private long flight;
    private NodeId leader;

    Bird(NodeSetup setup) {
      this.setup = setup;
      this.flight = setup.saved().map(saved -> ((Memory) saved).flight()).orElse(0L);
    }

    @Override
    public void onStart(Effects out) {
      out.setTimer(WAIT, setup.timing().election());
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      long heard = message instanceof Honk honk ? honk.flight() : ((Beat) message).flight();
      if (heard > flight) {
        flight = heard;
        leader = from;
        out.persist(new Memory(flight));
        out.cancelTimer(WAIT);
      } else {
        out.ignore("flight " + heard);
      }
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      flight++;
      leader = setup.self();
      out.explain("heard nobody");
      out.persist(new Memory(flight));
      setup.peers().forEach(peer -> out.send(peer, new Honk(flight)));
    }

    @Override
    public Belief belief() {
      OptionalLong epoch = OptionalLong.of(flight);
      return setup.self().equals(leader)
          ? Belief.leader(epoch, leader, "flight " + flight)
          : Belief.follower(epoch, Optional.ofNullable(leader));
    }

    @Override
    public Record state() {
      return new Memory(flight);
    }
  }

  /** A timing's fixed range, for timers whose moment must be known. */
  public static TimeRange millis(long millis) {
    return TimeRange.ofMillis(millis, millis);
  }
}
