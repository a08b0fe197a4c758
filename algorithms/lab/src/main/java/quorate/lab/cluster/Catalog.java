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

  /** Throws an IllegalArgumentException if two algorithms have the same name. */
  public Catalog(Iterable<ElectionAlgorithm> algorithms) {
    for (ElectionAlgorithm algorithm : algorithms) {
      ElectionAlgorithm other = byName.put(algorithm.name(), algorithm);
      if (other != null) {
        throw new IllegalArgumentException(
            "two algorithms are named %s: %s and %s"
                .formatted(
                    algorithm.name(), other.getClass().getName(), algorithm.getClass().getName()));
      }
    }
  }

  /** The catalog of all that {@link ServiceLoader} finds. */
  public static Catalog load() {
    return new Catalog(ServiceLoader.load(ElectionAlgorithm.class));
  }

  public Optional<ElectionAlgorithm> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** An algorithm by the name that somebody typed; throws a UserError if there is none. */
  public ElectionAlgorithm named(String name) {
    return find(name).orElseThrow(() -> UserError.unknown("algorithm", name, names()));
  }

  /** All algorithms, in the order of their names. */
  public List<ElectionAlgorithm> all() {
    return List.copyOf(byName.values());
  }

  public List<String> names() {
    return List.copyOf(byName.keySet());
  }
}
