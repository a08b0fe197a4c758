package quorate.report.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.report.timeline.Mark;
import quorate.report.timeline.Mark.Arrival;
import quorate.report.timeline.Mark.Band;
import quorate.report.timeline.Mark.Fate;
import quorate.report.timeline.Mark.Flight;
import quorate.report.timeline.Mark.OfNode;

/**
 * Where each moment of a timeline is, from left to right. Time is proportional as long as words
 * have room and no silence is long: two moments are far enough apart to be told apart, a long
 * silence is cut short, and words do not run into the next words of their lane.
 */
final class TimeAxis {

  private static final double PER_MILLI = 3;
  private static final double SHORTEST = 44;
  private static final double LONGEST = 110;
  private static final double BETWEEN_WORDS = 10;

  private final SortedMap<Long, Double> at = new TreeMap<>();
  private final List<Double> cuts = new ArrayList<>();
  private double end;

  /** How wide some words are when they are drawn. */
  @FunctionalInterface
  interface Width {
    double of(String words);
  }

  TimeAxis(List<Mark> marks, double left, Width width) {
    Map<Long, List<Mark>> words = new HashMap<>();
    for (Mark mark : marks) {
      if (mark instanceof OfNode || mark instanceof Band) {
        words.computeIfAbsent(mark.atNanos(), it -> new ArrayList<>()).add(mark);
      }
    }
    Map<Object, Double> free = new HashMap<>();
    double x = left;
    long before = -1;
    for (long moment : moments(marks)) {
      if (before >= 0) {
        double proportional = (moment - before) / 1e6 * PER_MILLI;
        x += Math.max(SHORTEST, Math.min(LONGEST, proportional));
        if (proportional > LONGEST) {
          cuts.add(x - LONGEST / 2);
        }
      }
      for (Mark mark : words.getOrDefault(moment, List.of())) {
        x = Math.max(x, free.getOrDefault(lane(mark), left));
      }
      for (Mark mark : words.getOrDefault(moment, List.of())) {
        free.merge(lane(mark), x + width.of(words(mark)) + BETWEEN_WORDS, Math::max);
      }
      at.put(moment, x);
      before = moment;
    }
    end = Math.max(x, free.values().stream().mapToDouble(it -> it).max().orElse(x));
  }

  private static SortedSet<Long> moments(List<Mark> marks) {
    SortedSet<Long> all = new TreeSet<>();
    for (Mark mark : marks) {
      all.add(mark.atNanos());
      if (mark instanceof Flight it) {
        it.fates().stream().filter(fate -> fate.number() > 0).map(Fate::atNanos).forEach(all::add);
      } else if (mark instanceof Arrival it) {
        all.add(it.fate().atNanos());
      }
    }
    return all;
  }

  /** What has words of its own: a node, or all of them together. */
  private static Object lane(Mark mark) {
    return mark instanceof OfNode it ? it.node() : "all";
  }

  static String words(Mark mark) {
    if (mark instanceof OfNode it) {
      return it.wordings().get(0);
    }
    return ((Band) mark).words();
  }

  double x(long nanos) {
    return at.get(nanos);
  }

  SortedMap<Long, Double> all() {
    return at;
  }

  /** Where a silence was cut short. */
  List<Double> cuts() {
    return cuts;
  }

  /** Where the last word ends. */
  double end() {
    return end;
  }
}
