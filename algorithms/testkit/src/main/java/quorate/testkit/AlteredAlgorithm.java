package quorate.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiFunction;
import quorate.spi.Belief;
import quorate.spi.ClockBound;
import quorate.spi.Conditions;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionCase;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Reason;
import quorate.spi.Theory;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;

/**
 * An algorithm whose nodes are altered from outside: to break one thing on purpose, as a test of
 * the tests (a contract that does not notice is worth nothing), or to look closer. It promises what
 * the honest one promises.
 *
 * @param change what is different, as a part of the name
 * @param altered makes a node from a setup and the honest algorithm
 */
public record AlteredAlgorithm(
    String change,
    ElectionAlgorithm honest,
    BiFunction<NodeSetup, ElectionAlgorithm, ElectionNode> altered)
    implements ElectionAlgorithm {

  /** A node that passes everything on to an honest one, until a method is overridden. */
  public static class AlteredNode implements ElectionNode {
    protected final ElectionNode honest;

    public AlteredNode(ElectionNode honest) {
      this.honest = honest;
    }

    /** What stands between the honest node and its effects; by default nothing. */
    protected Effects between(Effects out) {
      return out;
    }

    @Override
    public void onStart(Effects out) {
      honest.onStart(between(out));
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      honest.onMessage(from, message, between(out));
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      honest.onTimer(timer, between(out));
    }

    @Override
    public void onResign(Effects out) {
      honest.onResign(between(out));
    }

    @Override
    public Belief belief() {
      return honest.belief();
    }

    @Override
    public Record state() {
      return honest.state();
    }
  }

  /** Effects that pass everything on, until a method is overridden. */
  public static class AlteredEffects implements Effects {
    protected final Effects out;

    public AlteredEffects(Effects out) {
      this.out = out;
    }

    @Override
    public void send(NodeId to, Message message) {
      out.send(to, message);
    }

    @Override
    public void setTimer(Timer timer, TimeRange delay) {
      out.setTimer(timer, delay);
    }

    @Override
    public void cancelTimer(Timer timer) {
      out.cancelTimer(timer);
    }

    @Override
    public void persist(Durable state) {
      out.persist(state);
    }

    @Override
    public void say(Reason reason) {
      out.say(reason);
    }
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    return altered.apply(setup, honest);
  }

  @Override
  public String name() {
    return honest.name() + ", " + change;
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
  public Optional<ClockBound> clockBound(Timing timing, Map<String, String> options) {
    return honest.clockBound(timing, options);
  }

  @Override
  public Duration heartbeat(Timing timing, Map<String, String> options) {
    return honest.heartbeat(timing, options);
  }

  @Override
  public List<NodeId> services() {
    return honest.services();
  }

  @Override
  public List<String> cautions(Conditions conditions) {
    return honest.cautions(conditions);
  }

  @Override
  public List<Option> options() {
    return honest.options();
  }

  @Override
  public List<SortedMap<String, String>> variants() {
    return honest.variants();
  }

  @Override
  public Optional<Theory> theory(ElectionCase election) {
    return honest.theory(election);
  }
}
