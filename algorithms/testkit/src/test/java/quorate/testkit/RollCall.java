package quorate.testkit;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import quorate.spi.Belief;
import quorate.spi.Durable;
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

/**
 * A small algorithm for tests: a node calls the others, and leads when the first one answers. It
 * promises one leader per epoch and does not keep it. Public, since the messages have to be.
 */
public final class RollCall implements ElectionAlgorithm {

  static final Timer CALL = new Timer("CALL");

  /** What nodes say to each other. */
  public sealed interface Voice extends Message {
    @Override
    default Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  /** Is anybody there? */
  public record Call(long epoch) implements Voice {}

  /** Somebody is. */
  public record Here(long epoch) implements Voice {}

  /** What survives a crash. */
  public record Memory(long epoch) implements Durable {}

  @Override
  public String name() {
    return "roll-call";
  }

  @Override
  public String source() {
    return "the tests of the testkit";
  }

  @Override
  public Class<? extends Message> messageType() {
    return Voice.class;
  }

  @Override
  public Set<Property> promises() {
    return Set.of(Property.ONE_LEADER_PER_EPOCH);
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    return new Caller(setup);
  }

  private static final class Caller implements ElectionNode {
    private final NodeSetup setup;
    private long epoch;
    private boolean leads;

    Caller(NodeSetup setup) {
      this.setup = setup;
      this.epoch = setup.saved().map(saved -> ((Memory) saved).epoch()).orElse(0L);
    }

    @Override
    public void onStart(Effects out) {
      out.setTimer(CALL, TimeRange.ofMillis(10, 20));
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      epoch++;
      leads = false;
      out.persist(new Memory(epoch));
      setup.peers().forEach(peer -> out.send(peer, new Call(epoch)));
      out.setTimer(CALL, TimeRange.ofMillis(10, 20));
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      if (message instanceof Call call) {
        out.send(from, new Here(call.epoch()));
      } else if (leads) {
        out.ignore(from + ": leads already");
      } else {
        leads = true;
        out.cancelTimer(CALL);
      }
    }

    @Override
    public Belief belief() {
      OptionalLong now = OptionalLong.of(epoch);
      return leads
          ? Belief.leader(now, setup.self(), "call " + epoch)
          : Belief.follower(now, Optional.empty());
    }

    @Override
    public Record state() {
      return new Memory(epoch);
    }
  }
}
