package quorate.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import quorate.report.Wrapping;
import quorate.report.timeline.Mark.Arrival;
import quorate.report.timeline.Mark.Fate;
import quorate.report.timeline.Mark.Flight;
import quorate.report.timeline.Mark.OfNode;
import quorate.spi.NodeId;

/**
 * Which columns a timeline has: those of the time, then as many for each lane, then a margin for
 * what nodes say.
 *
 * @param left how many the time has
 * @param lane how many each lane has
 * @param margin how many the margin has; 0 for none
 */
record Layout(List<NodeId> nodes, int left, int lane, int margin) {

  private static final int WIDEST_LANE = 24;

  /** So wide are lanes that leave room for a margin. */
  private static final int NARROW_LANE = 17;

  private static final int NARROWEST_LANE = 3;
  private static final int NARROWEST_MARGIN = 24;
  private static final int MOST_LINES = 3;

  static Layout of(Timeline timeline, boolean numbered, int width) {
    List<NodeId> nodes = List.copyOf(timeline.before().keySet());
    List<Mark> marks = timeline.marks();
    Mark newest = marks.get(marks.size() - 1);
    int left = Math.max(8, time(newest.atNanos()).length()) + 2;
    if (numbered) {
      left += number(newest).length() + 1;
    }
    int room = width - left;
    int lane = Math.min(WIDEST_LANE, room / nodes.size());
    if (room - lane * nodes.size() < NARROWEST_MARGIN) {
      int narrow = Math.max(NARROW_LANE, (room - NARROWEST_MARGIN) / nodes.size());
      lane = Math.min(lane, narrow);
    }
    int margin = room - lane * nodes.size();
    return new Layout(nodes, left, lane, margin < NARROWEST_MARGIN ? 0 : margin);
  }

  static String time(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
  }

  static String number(Mark mark) {
    return "#" + mark.number();
  }

  boolean fits() {
    return lane >= NARROWEST_LANE;
  }

  /** What to say if there are too many lanes. */
  String complaint() {
    int needed = left + NARROWEST_LANE * nodes.size();
    return nodes.size()
        + " lanes need "
        + needed
        + " columns; make the window wider, or show fewer nodes: timeline --node 1,2,3";
  }

  int marginLeft() {
    return left + lane * nodes.size();
  }

  Row row() {
    return new Row(marginLeft() + margin);
  }

  /** How long an arrow is that goes on further down. */
  int stub() {
    return Math.max(1, lane - 3);
  }

  /** The last column that belongs to a lane. */
  int last() {
    return marginLeft() - 1;
  }

  int x(NodeId node) {
    return left + nodes.indexOf(node) * lane;
  }

  /** The columns that a mark needs. */
  Span span(Mark mark) {
    if (mark instanceof OfNode it) {
      return new Span(x(it.node()), x(it.node()) + lane - 1);
    } else if (mark instanceof Arrival it) {
      return Span.between(x(it.from()), x(it.fate().to()));
    } else if (mark instanceof Flight it) {
      Span span = Span.between(x(it.from()), x(it.from()));
      for (Fate fate : it.fates()) {
        span = span.with(x(fate.to()));
      }
      return span;
    }
    return new Span(left, last());
  }

  /** What nodes said, as lines of the margin; none if there is no margin. */
  List<String> reasons(Map<String, List<NodeId>> said, String more) {
    if (margin == 0 || said.isEmpty()) {
      return List.of();
    }
    String all =
        said.entrySet().stream()
            .map(it -> names(it.getValue()) + ": " + it.getKey())
            .collect(Collectors.joining("; "));
    List<String> lines = new ArrayList<>(Wrapping.lines(all, margin - 1));
    if (lines.size() > MOST_LINES) {
      lines = new ArrayList<>(lines.subList(0, MOST_LINES));
      lines.set(MOST_LINES - 1, lines.get(MOST_LINES - 1) + more);
    }
    return lines;
  }

  /** Words of a band that goes over all lanes. */
  String cutOff(String words, String more) {
    int room = last() - left - 5;
    return words.length() <= room ? words : words.substring(0, Math.max(0, room - 1)) + more;
  }

  boolean isLane(int x) {
    return x >= left && x <= last() && (x - left) % lane == 0;
  }

  static String silence(long nanos, long heartbeats) {
    String time = String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
    return heartbeats == 0
        ? time
        : time + ", " + heartbeats + (heartbeats == 1 ? " heartbeat" : " heartbeats");
  }

  private static String names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::toString).collect(Collectors.joining(", "));
  }
}
