package quorate.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import quorate.experiments.typed.Assignments;
import quorate.experiments.typed.Spelling;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.lab.simulator.Network;
import quorate.spi.Timing;

/**
 * What {@code set} changes. All but {@code follow} holds for clusters that are started later, the
 * network for simulated ones only.
 */
public final class Settings {

  /** The names of all settings, as they are typed. */
  public static final List<String> NAMES = List.copyOf(new Settings().all().keySet());

  /** The word for a seed that is drawn again for each cluster. */
  private static final String DRAWN = "random";

  private Timing timing = Timing.DEFAULT;
  private Network network = Network.DEFAULT;
  private boolean follow = true;
  private World runtime = World.TCP;
  private OptionalLong seed = OptionalLong.empty();

  /** The settings in which a course is taught: virtual time, in which the same seed comes back. */
  public static Settings ofCourse(boolean overTcp) {
    Settings settings = new Settings();
    settings.runtime = overTcp ? World.TCP : World.SIM;
    settings.seed = OptionalLong.of(1);
    return settings;
  }

  public Timing timing() {
    return timing;
  }

  public Network network() {
    return network;
  }

  public boolean follow() {
    return follow;
  }

  public boolean simulated() {
    return runtime == World.SIM;
  }

  /** Where clusters run that are started later. */
  public World runtime() {
    return runtime;
  }

  /** What the chance of the next cluster comes from; empty if it is drawn again for each. */
  public OptionalLong seed() {
    return seed;
  }

  /**
   * Changes a setting.
   *
   * @throws UserError if there is no such setting, or it cannot have that value
   */
  public void set(String name, String value) {
    if (name.equals("follow")) {
      follow = oneOf(name, value, "on", "off").equals("on");
    } else if (name.equals("runtime")) {
      runtime = runtime(value);
    } else if (name.equals("seed")) {
      seed = seed(value);
    } else if (ofNewClusters(name)) {
      Assignments assignment = Assignments.of(List.of(name + "=" + value));
      timing = assignment.timing(timing);
      network = assignment.network(network, 0);
    } else {
      throw UserError.unknown("setting", name, NAMES);
    }
  }

  private static String oneOf(String name, String value, String one, String other) {
    if (!value.equals(one) && !value.equals(other)) {
      throw new UserError(
          name + " is " + one + " or " + other + ", got '" + Printable.of(value) + "'");
    }
    return value;
  }

  private static World runtime(String value) {
    return World.OF_ALGORITHMS.stream()
        .filter(world -> world.word().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "runtime is tcp, sim or processes, got '" + Printable.of(value) + "'"));
  }

  private static OptionalLong seed(String value) {
    try {
      return value.equals(DRAWN) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    } catch (NumberFormatException wrong) {
      throw new UserError(
          "seed is a whole number, or for a new one each time: %s; got '%s'"
              .formatted(DRAWN, Printable.of(value)));
    }
  }

  /** Whether a setting holds for clusters that are started later, and not for those that run. */
  public static boolean ofNewClusters(String name) {
    return NAMES.contains(name) && !name.equals("follow");
  }

  /** What was set of timing and network, as it is typed, where it is not as usual. */
  public Map<String, String> changed() {
    Map<String, String> changed = new LinkedHashMap<>(Spelling.of(timing));
    changed.putAll(Spelling.of(network));
    return changed;
  }

  /**
   * The same, as words to be typed behind others.
   *
   * @param words what is typed before: what is assigned there is left out
   * @param simulated whether the network matters
   */
  public List<String> changedBut(List<String> words, boolean simulated) {
    Map<String, String> changed = changed();
    changed.keySet().removeIf(key -> words.stream().anyMatch(it -> it.startsWith(key + "=")));
    changed.keySet().removeIf(key -> !simulated && Assignments.NETWORK.contains(key));
    return changed.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList();
  }

  public Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>(Spelling.all(timing));
    all.putAll(Spelling.all(network));
    all.put("runtime", runtime.word());
    all.put("seed", seed.isPresent() ? Long.toString(seed.getAsLong()) : DRAWN);
    all.put("follow", follow ? "on" : "off");
    return all;
  }
}
