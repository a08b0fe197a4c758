package quorate.lab.cluster;

import java.util.Optional;
import quorate.lab.store.StoreState;
import quorate.spi.Durable;
import quorate.spi.ElectionSystem;

/** The names, in files, of what nodes save: those of records that stand beside the algorithm. */
public final class DurableType {

  private static final String STORE = StoreState.class.getSimpleName();

  private DurableType() {}

  /** {@code RaftState}; with its package if it is neither the algorithm's nor a store's. */
  public static String name(Durable state, ElectionSystem algorithm) {
    if (state instanceof StoreState) {
      return STORE;
    }
    String name = state.getClass().getName();
    String beside = beside(algorithm);
    return name.startsWith(beside) ? name.substring(beside.length()) : name;
  }

  /** The record of that name; empty if the algorithm has none. */
  public static Optional<Class<? extends Durable>> find(String name, ElectionSystem algorithm) {
    if (name.equals(STORE)) {
      return Optional.of(StoreState.class);
    }
    try {
      ClassLoader loader = algorithm.getClass().getClassLoader();
      Class<?> type = Class.forName(beside(algorithm) + name, false, loader);
      return type.isRecord() && Durable.class.isAssignableFrom(type)
          ? Optional.of(type.asSubclass(Durable.class))
          : Optional.empty();
    } catch (ClassNotFoundException | LinkageError unknown) {
      return Optional.empty();
    }
  }

  private static String beside(ElectionSystem algorithm) {
    return algorithm.getClass().getPackageName() + ".";
  }
}
