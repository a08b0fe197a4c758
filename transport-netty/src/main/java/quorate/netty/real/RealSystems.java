package quorate.netty.real;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.UserError;

/** The real systems that were added to this program when it was started. */
public final class RealSystems {

  /** All that can be added. */
  public static final List<String> NAMES = List.of("etcd", "zookeeper");

  private final SortedMap<String, RealSystem> byName = new TreeMap<>();

  /** Those on the class path. */
  public static RealSystems load() {
    RealSystems all = new RealSystems();
    ServiceLoader.load(RealSystem.class).forEach(it -> all.byName.put(it.name(), it));
    return all;
  }

  /** In the order of their names. */
  public List<RealSystem> all() {
    return List.copyOf(byName.values());
  }

  /** A real system by its name, if it was added; empty if none has that name, or it was not. */
  public Optional<RealSystem> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * A real system by the name that somebody typed; empty if it is not the name of any.
   *
   * @throws UserError if it was not added
   */
  public Optional<RealSystem> named(String name) {
    if (NAMES.contains(name) && !byName.containsKey(name)) {
      throw new UserError(
          "%s is a real system, and needs a library that is fetched when it is first asked for;"
                  .formatted(name)
              + " start with: ./quorate --with "
              + name);
    }
    return find(name);
  }
}
