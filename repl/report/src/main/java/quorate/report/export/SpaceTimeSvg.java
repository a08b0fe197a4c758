package quorate.report.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import quorate.report.timeline.Mark;
import quorate.report.timeline.Mark.Arrival;
import quorate.report.timeline.Mark.Band;
import quorate.report.timeline.Mark.Fate;
import quorate.report.timeline.Mark.Flight;
import quorate.report.timeline.Mark.OfNode;
import quorate.report.timeline.NodeLook;
import quorate.report.timeline.TimelineView.ClusterTimeline;
import quorate.spi.NodeId;

/** Timelines as one picture: a lane for each node, time from left to right. */
final class SpaceTimeSvg {

  private static final double LEFT = 44;
  private static final double RIGHT = 24;
  private static final double LANE = 64;
  private static final double HEAD = 58;
  private static final double FOOT = 46;
  private static final double LETTER = 6.3;
  private static final double TICKS_APART = 62;

  private final ClusterTimeline cluster;
  private final double top;
  private final TimeAxis axis;
  private final Map<NodeId, Double> lanes = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final LabelPlaces labels = new LabelPlaces();

  /** What a node did last at a moment: for the words of the others there is no room. */
  private final Map<String, OfNode> latest = new HashMap<>();

  private SpaceTimeSvg(ClusterTimeline cluster, double top) {
    this.cluster = cluster;
    this.top = top;
    this.axis = new TimeAxis(cluster.timeline().marks(), begin(cluster), SpaceTimeSvg::width);
    double y = top + HEAD + LANE / 2;
    for (NodeId node : cluster.timeline().before().keySet()) {
      lanes.put(node, y);
      y += LANE;
    }
  }

  /** The first moment is behind what the nodes were before. */
  private static double begin(ClusterTimeline cluster) {
    return LEFT
        + 16
        + cluster.timeline().before().values().stream()
            .mapToDouble(look -> width(look.words()))
            .max()
            .orElse(0);
  }

  private static double width(String words) {
    return words.length() * LETTER;
  }

  static String of(List<ClusterTimeline> clusters) {
    double top = 0;
    double right = 0;
    StringBuilder body = new StringBuilder();
    for (ClusterTimeline cluster : clusters) {
      SpaceTimeSvg svg = new SpaceTimeSvg(cluster, top);
      svg.draw();
      body.append(String.join("\n", svg.lines)).append('\n');
      right = Math.max(right, svg.right());
      top = svg.bottom();
    }
    String size = number(right) + " " + number(top);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s\" width=\"%s\" height=\"%s\">%n"
            .formatted(size, number(right), number(top))
            .replace("\r\n", "\n")
        + SvgStyle.TEXT
        + "<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n"
        + body
        + "</svg>\n";
  }

  private double right() {
    return Math.max(axis.end(), LEFT + 200) + RIGHT;
  }

  private double bottom() {
    return top + HEAD + lanes.size() * LANE + FOOT;
  }

  private void draw() {
    text("name", LEFT, top + 22, cluster.name().name());
    drawAxis();
    lanes.forEach((node, y) -> text("node", 10, y + 4, node.toString()));
    cluster.timeline().before().forEach(this::drawLane);
    each(Band.class, this::drawBand);
    each(OfNode.class, it -> latest.put(momentOf(it), it));
    lanes.values().forEach(y -> labels.take(LEFT, y - 5, right() - LEFT, 10));
    each(OfNode.class, it -> labels.take(axis.x(it.atNanos()), wordsTop(it), width(it), 14));
    each(
        Flight.class,
        it -> it.fates().forEach(fate -> drawArrow(it.from(), it.atNanos(), it.label(), fate)));
    each(Arrival.class, this::drawEnd);
    each(Flight.class, this::drawLabel);
    each(OfNode.class, this::drawWords);
  }

  private <M extends Mark> void each(Class<M> kind, Consumer<M> drawing) {
    cluster.timeline().marks().stream().filter(kind::isInstance).map(kind::cast).forEach(drawing);
  }

  private static String momentOf(OfNode mark) {
    return mark.node() + " " + mark.atNanos();
  }

  private double wordsTop(OfNode mark) {
    return lanes.get(mark.node()) - 20;
  }

  private static double width(OfNode mark) {
    return width(TimeAxis.words(mark)) + 4;
  }

  /** Whether the arrow was drawn from its beginning on. */
  private boolean isDrawn(Arrival arrival) {
    return cluster.timeline().marks().stream()
        .anyMatch(
            mark ->
                mark instanceof Flight it
                    && it.fates().stream().anyMatch(fate -> fate.number() == arrival.number()));
  }

  // Time

  private void drawAxis() {
    double y = bottom() - FOOT + 18;
    double free = 0;
    for (Map.Entry<Long, Double> moment : axis.all().entrySet()) {
      if (moment.getValue() >= free) {
        line("tick", moment.getValue(), top + HEAD - 6, moment.getValue(), y - 12);
        String time = String.format(Locale.ROOT, "%.1f", moment.getKey() / 1e6);
        text("time", moment.getValue(), y, time);
        free = moment.getValue() + Math.max(TICKS_APART, width(time) + 10);
      }
    }
    text("time", 10, y, "ms");
    for (double cut : axis.cuts()) {
      text("cut", cut, y, "//");
    }
    int hidden = cluster.timeline().heartbeats().size();
    String count = hidden == 1 ? "1 heartbeat is" : hidden + " heartbeats are";
    String note = hidden == 0 ? "" : count + " not shown";
    note += axis.cuts().isEmpty() ? "" : (note.isEmpty() ? "" : "; ") + "// is a silence cut short";
    text("note", LEFT, y + 18, note);
  }

  private void drawBand(Band band) {
    double x = axis.x(band.atNanos());
    String kind = band.broken() ? "broken" : "fault";
    line(kind, x, top + 34, x, bottom() - FOOT);
    text(kind + " words", x + 4, top + 44, (band.broken() ? "broken: " : "") + band.words());
  }

  // Nodes

  /** The bars of a node: one for each thing that it was. */
  private void drawLane(NodeId node, NodeLook before) {
    double y = lanes.get(node);
    double from = LEFT;
    NodeLook.Kind kind = before.kind();
    text("state " + word(kind), LEFT + 2, y - 9, before.words());
    for (Mark mark : cluster.timeline().marks()) {
      if (mark instanceof OfNode it && it.node().equals(node)) {
        double x = axis.x(it.atNanos());
        line("lane " + word(kind), from, y, x, y);
        from = x;
        kind = it.becomes();
      }
    }
    line("lane " + word(kind), from, y, right() - RIGHT / 2, y);
  }

  private void drawWords(OfNode mark) {
    double x = axis.x(mark.atNanos());
    double y = lanes.get(mark.node());
    String said = mark.said().isEmpty() ? "" : ": " + String.join("; ", mark.said());
    String title = mark.node() + " " + mark.wordings().get(0) + said;
    lines.add(
        "<g><title>%s</title><circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"4\"/>"
            .formatted(escaped(title), word(mark.becomes()), number(x), number(y)));
    if (mark == latest.get(momentOf(mark))) {
      text("state " + word(mark.becomes()), x + 2, y - 9, TimeAxis.words(mark));
    }
    lines.add("</g>");
  }

  // Messages

  private void drawArrow(NodeId from, long sentNanos, String label, Fate fate) {
    boolean underWay = fate.number() == 0;
    double x1 = axis.x(sentNanos);
    double y1 = lanes.get(from);
    double x2 = underWay ? x1 + 14 : axis.x(fate.atNanos());
    double y2 = lanes.get(fate.to());
    double part = underWay ? 0.35 : fate.lost().isPresent() ? 0.6 : 1;
    double endX = x1 + (x2 - x1) * part;
    double endY = y1 + (y2 - y1) * part + (part == 1 ? Math.copySign(5, y1 - y2) : 0);
    String end =
        underWay ? "under way" : fate.lost().map(why -> "lost: " + why.words()).orElse("arrives");
    String said =
        fate.said().isEmpty() ? "" : "; " + fate.to() + ": " + String.join("; ", fate.said());
    lines.add(
        "<g><title>%s</title>"
            .formatted(escaped(label + " from " + from + " to " + fate.to() + ", " + end + said)));
    line("message" + (fate.lost().isPresent() ? " lost" : ""), x1, y1, endX, endY);
    if (fate.lost().isPresent()) {
      line("cross", endX - 4, endY - 4, endX + 4, endY + 4);
      line("cross", endX - 4, endY + 4, endX + 4, endY - 4);
    } else if (!underWay) {
      drawHead(x1, y1, endX, endY);
    }
    lines.add("</g>");
  }

  /** The end of a message that was sent before this part. */
  private void drawEnd(Arrival arrival) {
    if (isDrawn(arrival)) {
      return;
    }
    double x = axis.x(arrival.fate().atNanos());
    double y1 = lanes.get(arrival.from());
    double y2 = lanes.get(arrival.fate().to());
    double middle = y1 + (y2 - y1) * 0.5;
    lines.add(
        "<g><title>%s</title>"
            .formatted(escaped(arrival.label() + " from " + arrival.from() + ", sent before")));
    line("message early", x - 12, middle, x, y2);
    drawHead(x - 12, middle, x, y2);
    lines.add("</g>");
  }

  private void drawHead(double x1, double y1, double x2, double y2) {
    double angle = Math.atan2(y2 - y1, x2 - x1);
    StringBuilder points = new StringBuilder(number(x2) + "," + number(y2));
    for (double side : new double[] {2.7, -2.7}) {
      points
          .append(' ')
          .append(number(x2 + 8 * Math.cos(angle + side)))
          .append(',')
          .append(number(y2 + 8 * Math.sin(angle + side)));
    }
    lines.add("<polygon class=\"head\" points=\"" + points + "\"/>");
  }

  /** The name of a message, on one of its arrows, where nothing else stands. */
  private void drawLabel(Flight flight) {
    double x1 = axis.x(flight.atNanos());
    double y1 = lanes.get(flight.from());
    for (Fate fate : flight.fates()) {
      double x2 = fate.number() == 0 ? x1 + 14 : axis.x(fate.atNanos());
      double y2 = lanes.get(fate.to());
      for (double part : new double[] {0.3, 0.45, 0.6}) {
        double x = x1 + (x2 - x1) * part + 5;
        double y = y1 + (y2 - y1) * part;
        if (labels.take(x, y - 9, width(flight.label()) * 0.9, 12)) {
          text("label", x, y, flight.label());
          return;
        }
      }
    }
  }

  // Shapes

  private void line(String kind, double x1, double y1, double x2, double y2) {
    lines.add(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(kind, number(x1), number(y1), number(x2), number(y2)));
  }

  private void text(String kind, double x, double y, String words) {
    if (!words.isEmpty()) {
      lines.add(
          "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
              .formatted(kind, number(x), number(y), escaped(words)));
    }
  }

  private static String word(NodeLook.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "\uFFFD");
  }
}
