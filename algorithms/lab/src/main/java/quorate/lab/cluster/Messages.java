package quorate.lab.cluster;

import java.util.Comparator;
import java.util.List;
import quorate.lab.store.StoreMessage;
import quorate.lab.trace.TraceText;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionSystem;
import quorate.spi.Message;

/**
 * The messages of an algorithm: what its sealed interface permits, in the order of the {@code
 * permits} clauses. In the place of a nested sealed interface stands what that one permits.
 */
public final class Messages {

  private Messages() {}

  /** Whether the messages of a system are seen, and its rounds, which messages tell apart. */
  public static boolean areSeen(ElectionSystem system) {
    return system instanceof ElectionAlgorithm;
  }

  /** None of a real system: they are not seen. */
  public static List<Class<?>> of(ElectionSystem system) {
    return system instanceof ElectionAlgorithm it ? of(it.messageType()) : List.of();
  }

  /** The records of a sealed interface; a type that is not sealed stands for itself. */
  public static List<Class<?>> of(Class<? extends Message> type) {
    return TraceText.types(type).distinct().toList();
  }

  /** What leaders and a store say to each other, whatever the algorithm. */
  public static List<String> namesOfStore() {
    return of(StoreMessage.class).stream().<String>map(Class::getSimpleName).toList();
  }

  public static List<String> namesOf(ElectionSystem system) {
    return of(system).stream().<String>map(Class::getSimpleName).toList();
  }

  /** Names of messages in the order in which an algorithm declares them; others come last. */
  public static Comparator<String> inOrder(ElectionSystem system) {
    List<String> declared = namesOf(system);
    return Comparator.comparingInt(
            (String name) -> declared.contains(name) ? declared.indexOf(name) : declared.size())
        .thenComparing(Comparator.naturalOrder());
  }
}
