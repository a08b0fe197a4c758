package quorate.lab.cluster;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.UserError;
import quorate.spi.ElectionAlgorithm;

/** All algorithms on the class path, by name. */
public final class Catalog {

  private final SortedMap<String, ElectionAlgorithm> byName = new TreeMap<>();

  /**
   * A catalog of these algorithms.
   *
   * @throws IllegalArgumentException if two of them have the same name
   */
  public Catalog(Iterable<ElectionAlgorithm> algorithms) {
    for (ElectionAlgorithm algorithm : algorithms) {
      ElectionAlgorithm other = byName.put(algorithm.name(), algorithm);
      if (other != null) {
        throw new IllegalArgumentException(
            "two algorithms are named "
                + algorithm.name()
                + ": "
                + other.getClass().getName()
                + " and "
                + algorithm.getClass().getName());
      }
    }
  }

  /** The catalog of all that {@link ServiceLoader} finds. */
  public static Catalog load() {
    return new Catalog(ServiceLoader.load(ElectionAlgorithm.class));
  }

  /** An algorithm by its name. */
  public Optional<ElectionAlgorithm> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * An algorithm by the name that somebody typed.
   *
   * @throws UserError if there is none of that name
   */
  public ElectionAlgorithm named(String name) {
    return find(name).orElseThrow(() -> UserError.unknown("algorithm", name, names()));
  }

  /** All algorithms, in the order of their names. */
  public List<ElectionAlgorithm> all() {
    return List.copyOf(byName.values());
  }

  /** All names, in order. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }
}
