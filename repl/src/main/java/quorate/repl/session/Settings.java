package quorate.repl.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quorate.lab.language.Printable;
import quorate.lab.language.UserError;
import quorate.lab.simulator.Network;
import quorate.repl.typed.Assignments;
import quorate.repl.typed.Spelling;
import quorate.spi.Timing;

/**
 * What {@code set} changes. Timing and network hold for clusters that are started later, the
 * network for simulated ones only.
 */
public final class Settings {

  /** The names of all settings, as they are typed. */
  public static final List<String> NAMES = names();

  private Timing timing = Timing.DEFAULT;
  private Network network = Network.DEFAULT;
  private boolean follow = true;

  /** How patient the nodes of the next cluster are. */
  public Timing timing() {
    return timing;
  }

  /** What the network of the next simulated cluster is like. */
  public Network network() {
    return network;
  }

  /** Whether a fault command waits for its outcome. */
  public boolean follow() {
    return follow;
  }

  /**
   * Changes a setting.
   *
   * @throws UserError if there is no such setting, or it cannot have that value
   */
  public void set(String name, String value) {
    if (name.equals("follow")) {
      if (!value.equals("on") && !value.equals("off")) {
        throw new UserError("follow is on or off, got '" + Printable.of(value) + "'");
      }
      follow = value.equals("on");
    } else if (ofNewClusters(name)) {
      Assignments assignment = Assignments.of(List.of(name + "=" + value));
      timing = assignment.timing(timing);
      network = assignment.network(network, 0);
    } else {
      throw UserError.unknown("setting", name, NAMES);
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

  /** All settings and their values, in order. */
  public Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>(Spelling.all(timing));
    all.putAll(Spelling.all(network));
    all.put("follow", follow ? "on" : "off");
    return all;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(Assignments.TIMING);
    names.addAll(Assignments.NETWORK);
    names.add("follow");
    return List.copyOf(names);
  }
}
