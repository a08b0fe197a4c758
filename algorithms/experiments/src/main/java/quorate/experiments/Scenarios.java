package quorate.experiments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The scenarios that come with the program. Each is a text that a person can print and change. */
public final class Scenarios {

  /** All of them, in the order in which a reader meets them. */
  private static final List<Scenario> ALL =
      words(
              """
              startup no-fault crash-leader crash-leader-and-back crash-leader-twice restart-leader
              crash-minority crash-majority-and-recover resign-leader paused-leader fast-clock slow-clock
              partition-leader-away partition-even isolate-leader isolate-follower-and-back
              deaf-node mute-node bridge ring partial-link one-way-link flapping-link lossy-network
              slow-link slow-network repeating-network reordering-network rejoin-highest
              rolling-restart churn lost-disks zombie-leader
              """)
          .map(Scenarios::load)
          .toList();

  /** The leader crashes at a random moment. */
  public static final Scenario CRASH_LEADER = find("crash-leader").orElseThrow();

  private Scenarios() {}

  public static List<Scenario> all() {
    return ALL;
  }

  public static List<String> names() {
    return ALL.stream().map(Scenario::name).toList();
  }

  public static Optional<Scenario> find(String name) {
    return ALL.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** The words of a text, in order. */
  static Stream<String> words(String text) {
    return Stream.of(text.strip().split("\\s+"));
  }

  private static Scenario load(String name) {
    String file = "scenarios/" + name + ".quorate";
    String text =
        Resources.text(Scenarios.class, file)
            .orElseThrow(() -> new IllegalStateException(file + " is missing"));
    return Scenario.parse(name, text);
  }
}
