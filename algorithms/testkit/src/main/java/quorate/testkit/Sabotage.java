package quorate.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.testkit.AlteredAlgorithm.AlteredEffects;
import quorate.testkit.AlteredAlgorithm.AlteredNode;

/**
 * The usual ways to break one thing in an honest node, for the zoo of an algorithm. Each makes a
 * broken node from an honest one.
 */
public final class Sabotage {

  private Sabotage() {}

  /** Saves something else than it should, or nothing where the change returns {@code null}. */
  public static <S extends Durable> UnaryOperator<ElectionNode> saves(
      Class<S> type, UnaryOperator<S> change) {
    return effects(
        out ->
            saving(
                out,
                state ->
                    Optional.ofNullable(change.apply(type.cast(state))).ifPresent(out::persist)));
  }

  /** Saves what its answer to a message depends on only when the answer has left. */
  public static UnaryOperator<ElectionNode> savesAfterTheAnswer() {
    return honest ->
        new AlteredNode(honest) {
          @Override
          public void onMessage(NodeId from, Message message, Effects out) {
            List<Durable> saved = new ArrayList<>();
            honest.onMessage(from, message, saving(out, saved::add));
            saved.forEach(out::persist);
          }
        };
  }

  /** Does not save what it does when a timer expires. */
  public static UnaryOperator<ElectionNode> savesNothingOnTimers() {
    return honest ->
        new AlteredNode(honest) {
          @Override
          public void onTimer(Timer timer, Effects out) {
            honest.onTimer(timer, saving(out, state -> {}));
          }
        };
  }

  /** Sends something else than it should, or nothing where the change returns {@code null}. */
  public static UnaryOperator<ElectionNode> sends(UnaryOperator<Message> change) {
    return effects(
        out ->
            sending(
                out,
                (to, message) ->
                    Optional.ofNullable(change.apply(message))
                        .ifPresent(changed -> out.send(to, changed))));
  }

  public static UnaryOperator<ElectionNode> neverSends(Class<? extends Message> type) {
    return sends(message -> type.isInstance(message) ? null : message);
  }

  public static UnaryOperator<ElectionNode> sendsTwice(Class<? extends Message> type) {
    return effects(
        out ->
            sending(
                out,
                (to, message) -> {
                  out.send(to, message);
                  if (type.isInstance(message)) {
                    out.send(to, message);
                  }
                }));
  }

  /**
   * Takes a message for another one, or for none where the change returns {@code null}.
   *
   * @param change is told the honest node inside, and the message that arrived
   */
  public static UnaryOperator<ElectionNode> hears(
      BiFunction<ElectionNode, Message, Message> change) {
    return honest ->
        new AlteredNode(honest) {
          @Override
          public void onMessage(NodeId from, Message message, Effects out) {
            Message changed = change.apply(honest, message);
            if (changed != null) {
              honest.onMessage(from, changed, out);
            }
          }
        };
  }

  /** Does not set a timer, when it handles certain messages. */
  public static UnaryOperator<ElectionNode> doesNotSet(Timer timer, Predicate<Message> handling) {
    return honest ->
        new AlteredNode(honest) {
          @Override
          public void onMessage(NodeId from, Message message, Effects out) {
            boolean broken = handling.test(message);
            honest.onMessage(from, message, broken ? withoutSetting(timer, out) : out);
          }
        };
  }

  public static UnaryOperator<ElectionNode> neverSets(Timer timer) {
    return effects(out -> withoutSetting(timer, out));
  }

  public static UnaryOperator<ElectionNode> neverCancels(Timer timer) {
    return effects(
        out ->
            new AlteredEffects(out) {
              @Override
              public void cancelTimer(Timer cancelled) {
                if (!cancelled.equals(timer)) {
                  super.cancelTimer(cancelled);
                }
              }
            });
  }

  /** Leaves nothing to chance: every delay is the shortest one of its range. */
  public static UnaryOperator<ElectionNode> drawsNothing() {
    return effects(
        out -> setting(out, (timer, delay) -> out.setTimer(timer, TimeRange.fixed(delay.min()))));
  }

  /** Puts something between a node and its effects, whatever it does. */
  public static UnaryOperator<ElectionNode> effects(UnaryOperator<Effects> between) {
    return honest ->
        new AlteredNode(honest) {
          @Override
          protected Effects between(Effects out) {
            return between.apply(out);
          }
        };
  }

  // Effects of which one kind is done in another way

  private static Effects saving(Effects out, Consumer<Durable> instead) {
    return new AlteredEffects(out) {
      @Override
      public void persist(Durable state) {
        instead.accept(state);
      }
    };
  }

  private static Effects sending(Effects out, BiConsumer<NodeId, Message> instead) {
    return new AlteredEffects(out) {
      @Override
      public void send(NodeId to, Message message) {
        instead.accept(to, message);
      }
    };
  }

  private static Effects setting(Effects out, BiConsumer<Timer, TimeRange> instead) {
    return new AlteredEffects(out) {
      @Override
      public void setTimer(Timer timer, TimeRange delay) {
        instead.accept(timer, delay);
      }
    };
  }

  private static Effects withoutSetting(Timer timer, Effects out) {
    return setting(
        out,
        (set, delay) -> {
          if (!set.equals(timer)) {
            out.setTimer(set, delay);
          }
        });
  }
}
