package quorate.repl.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quorate.repl.typed.Quantities;
import quorate.repl.typed.Suggestions;
import quorate.repl.typed.UserError;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/** What {@code set} changes. Timing holds for clusters that are started later. */
public final class Settings {

  /** The names of all settings, as they are typed. */
  public static final List<String> NAMES = List.of("heartbeat", "election", "answer", "follow");

  private Timing timing = Timing.DEFAULT;
  private boolean follow = true;

  /** How patient the nodes of the next cluster are. */
  public Timing timing() {
    return timing;
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
        throw new UserError("follow is on or off, got '" + Suggestions.printable(value) + "'");
      }
      follow = value.equals("on");
    } else if (isTiming(name)) {
      timing = with(timing, Map.of(name, value));
    } else {
      throw Suggestions.unknown("setting", name, NAMES);
    }
  }

  /** Whether a setting is one of the timing. */
  public static boolean isTiming(String name) {
    return NAMES.contains(name) && !name.equals("follow");
  }

  /**
   * A timing in which some settings are replaced.
   *
   * @throws UserError if a value cannot be read, or the values do not fit each other
   */
  public static Timing with(Timing timing, Map<String, String> replaced) {
    Duration heartbeat =
        replaced.containsKey("heartbeat")
            ? Quantities.duration(replaced.get("heartbeat"))
            : timing.heartbeat();
    TimeRange election =
        replaced.containsKey("election")
            ? Quantities.range(replaced.get("election"))
            : timing.election();
    Duration answer =
        replaced.containsKey("answer")
            ? Quantities.duration(replaced.get("answer"))
            : timing.answer();
    try {
      return new Timing(heartbeat, election, answer);
    } catch (IllegalArgumentException misfit) {
      throw new UserError(misfit.getMessage());
    }
  }

  /** All settings and their values, in order. */
  public Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("heartbeat", Quantities.typed(timing.heartbeat()));
    all.put("election", Quantities.typed(timing.election()));
    all.put("answer", Quantities.typed(timing.answer()));
    all.put("follow", follow ? "on" : "off");
    return all;
  }
}
