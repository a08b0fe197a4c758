package quorate.prompt.watch;

import java.util.List;
import java.util.OptionalDouble;

/** How fast virtual time passes, in steps; the last is as fast as the machine can. */
final class Pace {

  private static final List<Integer> PARTS = List.of(1000, 500, 200, 100, 50, 20, 10, 5, 2, 1);
  private static final List<Integer> TIMES = List.of(2, 5, 10, 20, 50, 100);
  private static final int FASTEST = PARTS.size() + TIMES.size();
  private static final int DEFAULT = PARTS.indexOf(20);

  private int place = DEFAULT;

  /** Virtual time for one of real time; empty if as much as possible. */
  OptionalDouble factor() {
    if (place == FASTEST) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        place < PARTS.size() ? 1.0 / PARTS.get(place) : TIMES.get(place - PARTS.size()));
  }

  String words() {
    if (place == FASTEST) {
      return "as fast as possible";
    } else if (place >= PARTS.size()) {
      return TIMES.get(place - PARTS.size()) + " times real time";
    }
    return PARTS.get(place) == 1 ? "real time" : "1/" + PARTS.get(place) + " of real time";
  }

  void faster() {
    place = Math.min(FASTEST, place + 1);
  }

  void slower() {
    place = Math.max(0, place - 1);
  }
}
