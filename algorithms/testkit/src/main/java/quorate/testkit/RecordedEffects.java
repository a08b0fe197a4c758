package quorate.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Reason;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * What one node did, in the order in which it did it: for tests that hand a node its events one by
 * one, without a cluster. Nothing is performed, so nothing is checked either: a message to the node
 * itself is recorded like any other.
 */
public final class RecordedEffects implements Effects {

  private final List<Effect> effects = new ArrayList<>();

  public sealed interface Effect {}

  public record Send(NodeId to, Message message) implements Effect {}

  public record SetTimer(Timer timer, TimeRange delay) implements Effect {}

  /** The node cancelled a timer, pending or not. */
  public record CancelTimer(Timer timer) implements Effect {}

  public record Persist(Durable state) implements Effect {}

  public record Say(Reason reason) implements Effect {}

  /** Records what a node does at an event: {@code of(out -> node.onStart(out))}. */
  public static RecordedEffects of(Consumer<Effects> event) {
    RecordedEffects recorded = new RecordedEffects();
    event.accept(recorded);
    return recorded;
  }

  @Override
  public void send(NodeId to, Message message) {
    effects.add(new Send(to, message));
  }

  @Override
  public void setTimer(Timer timer, TimeRange delay) {
    effects.add(new SetTimer(timer, delay));
  }

  @Override
  public void cancelTimer(Timer timer) {
    effects.add(new CancelTimer(timer));
  }

  @Override
  public void persist(Durable state) {
    effects.add(new Persist(state));
  }

  @Override
  public void say(Reason reason) {
    effects.add(new Say(reason));
  }

  void performOn(Effects out) {
    for (Effect effect : effects) {
      if (effect instanceof Send it) {
        out.send(it.to(), it.message());
      } else if (effect instanceof SetTimer it) {
        out.setTimer(it.timer(), it.delay());
      } else if (effect instanceof CancelTimer it) {
        out.cancelTimer(it.timer());
      } else if (effect instanceof Persist it) {
        out.persist(it.state());
      } else if (effect instanceof Say it) {
        out.say(it.reason());
      }
    }
  }

  public List<Effect> all() {
    return List.copyOf(effects);
  }

  public <T extends Effect> List<T> all(Class<T> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Everything but the explanations, in order: what the node did to the world. */
  public List<Effect> deeds() {
    return effects.stream().filter(effect -> !(effect instanceof Say)).toList();
  }

  public List<Message> sentTo(NodeId to) {
    return all(Send.class).stream()
        .filter(send -> send.to().equals(to))
        .map(Send::message)
        .toList();
  }

  /** What the node saved last; empty if it saved nothing. */
  public Optional<Durable> saved() {
    return all(Persist.class).stream().map(Persist::state).reduce((earlier, later) -> later);
  }

  /** The delay for which a timer waits in the end; empty if it waits for none. */
  public Optional<TimeRange> delayOf(Timer timer) {
    Optional<TimeRange> delay = Optional.empty();
    for (Effect effect : effects) {
      if (effect instanceof SetTimer set && set.timer().equals(timer)) {
        delay = Optional.of(set.delay());
      } else if (effect instanceof CancelTimer cancel && cancel.timer().equals(timer)) {
        delay = Optional.empty();
      }
    }
    return delay;
  }

  /** Whether the node set or cancelled a timer. */
  public boolean touched(Timer timer) {
    return all(SetTimer.class).stream().anyMatch(it -> it.timer().equals(timer))
        || all(CancelTimer.class).stream().anyMatch(it -> it.timer().equals(timer));
  }

  /** All that the node said, one sentence per line. */
  public String explanations() {
    return String.join("\n", reasons().map(Reason::sentence).toList());
  }

  /** The rules by which the node refused something, in order. */
  public List<String> refusals() {
    return reasons()
        .filter(Reason.Refused.class::isInstance)
        .map(it -> ((Reason.Refused) it).rule())
        .toList();
  }

  public boolean ignored() {
    return reasons().anyMatch(Reason.Ignored.class::isInstance);
  }

  private Stream<Reason> reasons() {
    return all(Say.class).stream().map(Say::reason);
  }

  @Override
  public String toString() {
    return effects.toString();
  }
}
