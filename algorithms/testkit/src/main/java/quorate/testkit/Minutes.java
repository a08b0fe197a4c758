package quorate.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.lab.trace.TraceText;

/**
 * Writes down what happens in a transcript, one event per line: as {@link TraceText} has it, but
 * without times, since none passes. A reader can be spared some kinds of events.
 */
final class Minutes implements Observer {

  /** What a reader is usually spared. */
  private static final List<String> NOISE =
      List.of("starting", "started", "set", "cancelled", "fault", "links");

  private final SortedSet<String> hidden = new TreeSet<>(NOISE);
  private final List<String> lines = new ArrayList<>();

  /** From now on events of these kinds are written down; {@code usual} is what is so at first. */
  void show(List<String> kinds) {
    if (kinds.equals(List.of("usual"))) {
      hidden.clear();
      hidden.addAll(NOISE);
    } else {
      hidden.removeAll(checked(kinds));
    }
  }

  /** From now on events of these kinds are left out; {@code all} is every kind. */
  void hide(List<String> kinds) {
    hidden.addAll(kinds.equals(List.of("all")) ? List.copyOf(TraceText.kinds()) : checked(kinds));
  }

  /**
   * @throws IllegalArgumentException if there are none, or there is no such kind
   */
  private static List<String> checked(List<String> kinds) {
    if (kinds.isEmpty() || !TraceText.kinds().containsAll(kinds)) {
      throw new IllegalArgumentException(
          "name what happens: " + String.join(", ", TraceText.kinds()));
    }
    return kinds;
  }

  void add(String line) {
    lines.add(line);
  }

  /** All that was written down since this was asked last. */
  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  @Override
  public void on(TraceEvent event) {
    String line = TraceText.line(event).replaceFirst("^ *[0-9.]+ ms ", "").strip();
    if (!hidden.contains(TraceText.kind(event))) {
      lines.add(event instanceof TimerSet ? line.replaceFirst(" in [0-9.]+ ms$", "") : line);
    }
  }
}
