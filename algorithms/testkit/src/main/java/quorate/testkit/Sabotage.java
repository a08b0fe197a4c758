package quorate.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
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
            new AlteredEffects(out) {
              @Override
              public void persist(Durable state) {
                Durable changed = change.apply(type.cast(state));
                if (changed != null) {
                  super.persist(changed);
                }
              }
            });
  }

  /** Saves what its answer to a message depends on only when the answer has left. */
  public static UnaryOperator<ElectionNode> savesAfterTheAnswer() {
    return honest ->
        new AlteredNode(honest) {
          @Override
          public void onMessage(NodeId from, Message message, Effects out) {
            List<Durable> saved = new ArrayList<>();
            honest.onMessage(from, message, savingLater(saved, out));
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
            honest.onTimer(timer, savingLater(new ArrayList<>(), out));
          }
        };
  }

  private static Effects savingLater(List<Durable> saved, Effects out) {
    return new AlteredEffects(out) {
      @Override
      public void persist(Durable state) {
        saved.add(state);
      }
    };
  }

  /** Sends something else than it should, or nothing where the change returns {@code null}. */
  public static UnaryOperator<ElectionNode> sends(UnaryOperator<Message> change) {
    return effects(
        out ->
            new AlteredEffects(out) {
              @Override
              public void send(NodeId to, Message message) {
                Message changed = change.apply(message);
                if (changed != null) {
                  super.send(to, changed);
                }
              }
            });
  }

  /** Never sends messages of a type. */
  public static UnaryOperator<ElectionNode> neverSends(Class<? extends Message> type) {
    return sends(message -> type.isInstance(message) ? null : message);
  }

  /** Sends messages of a type twice. */
  public static UnaryOperator<ElectionNode> sendsTwice(Class<? extends Message> type) {
    return effects(
        out ->
            new AlteredEffects(out) {
              @Override
              public void send(NodeId to, Message message) {
                super.send(to, message);
                if (type.isInstance(message)) {
                  super.send(to, message);
                }
              }
            });
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

  /** Never sets a timer. */
  public static UnaryOperator<ElectionNode> neverSets(Timer timer) {
    return effects(out -> withoutSetting(timer, out));
  }

  private static Effects withoutSetting(Timer timer, Effects out) {
    return new AlteredEffects(out) {
      @Override
      public void setTimer(Timer set, TimeRange delay) {
        if (!set.equals(timer)) {
          super.setTimer(set, delay);
        }
      }
    };
  }

  /** Never cancels a timer. */
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
        out ->
            new AlteredEffects(out) {
              @Override
              public void setTimer(Timer timer, TimeRange delay) {
                super.setTimer(timer, TimeRange.fixed(delay.min()));
              }
            });
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
}
