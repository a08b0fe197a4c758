package quorate.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import quorate.report.Tone;
import quorate.report.timeline.Mark.Arrival;
import quorate.report.timeline.Mark.Band;
import quorate.report.timeline.Mark.Fate;
import quorate.report.timeline.Mark.Flight;
import quorate.report.timeline.Mark.OfNode;
import quorate.spi.NodeId;

/** Draws marks into one row, and notes what nodes say there. */
final class MarkDrawing {

  private final Row row;
  private final Layout layout;
  private final Glyphs glyphs;
  private final Labels labels;
  private final Map<String, List<NodeId>> said;

  /**
   * @param said to which is added who says what
   */
  MarkDrawing(
      Row row, Layout layout, Glyphs glyphs, Labels labels, Map<String, List<NodeId>> said) {
    this.row = row;
    this.layout = layout;
    this.glyphs = glyphs;
    this.labels = labels;
    this.said = said;
  }

  void draw(Mark mark) {
    if (mark instanceof OfNode it) {
      node(it);
    } else if (mark instanceof Band it) {
      band(it);
    } else if (mark instanceof Arrival it) {
      arrival(it);
    } else if (mark instanceof Flight it) {
      flight(it);
    }
  }

  private void say(NodeId node, List<String> sentences) {
    sentences.forEach(it -> said.computeIfAbsent(it, sentence -> new ArrayList<>()).add(node));
  }

  private void node(OfNode mark) {
    int x = layout.x(mark.node());
    Tone tone = mark.becomes().tone();
    row.put(x, glyphs.node(mark.act(), mark.becomes()), tone);
    row.write(x + 2, Labels.first(mark.wordings(), layout.lane() - 3), tone);
    say(mark.node(), mark.said());
  }

  private void band(Band band) {
    Tone tone = band.broken() ? Tone.BAD : Tone.PLAIN;
    for (int x = layout.left(); x <= layout.last(); x++) {
      row.put(x, glyphs.band(), tone);
    }
    String words = band.broken() ? "VIOLATION of: " + band.words() : band.words();
    row.write(layout.left() + 2, " " + layout.cutOff(words, glyphs.more()) + " ", tone);
  }

  /** A line that goes past the lanes of nodes that do not receive the message. */
  private void line(int from, int to, char line, Tone tone) {
    int step = Integer.signum(to - from);
    for (int x = from + step; x != to; x += step) {
      row.put(x, layout.isLane(x) && row.at(x) != ' ' ? glyphs.crossing() : line, tone);
    }
  }

  private void arrival(Arrival arrival) {
    int from = layout.x(arrival.from());
    int to = layout.x(arrival.fate().to());
    int step = to > from ? 1 : -1;
    boolean lost = arrival.fate().lost().isPresent();
    line(from, to, glyphs.late(), Tone.FAINT);
    row.put(to - step, lost ? glyphs.lost() : glyphs.head(step), lost ? Tone.BAD : Tone.PLAIN);
    String label = labels.message(arrival.label(), layout.lane() - 5);
    row.write(step > 0 ? to - 2 - label.length() : to + 3, label, Tone.PLAIN);
    say(arrival.fate().to(), arrival.fate().said());
  }

  private void flight(Flight flight) {
    int sender = layout.x(flight.from());
    side(flight, sender, 1);
    side(flight, sender, -1);
    row.put(sender, glyphs.sender(), Tone.PLAIN);
    flight.fates().stream().filter(Fate::atOnce).forEach(it -> say(it.to(), it.said()));
  }

  /** The receivers to the right of the sender (1), or to the left (-1). */
  private void side(Flight flight, int sender, int step) {
    List<Fate> fates =
        flight.fates().stream()
            .filter(it -> Integer.signum(layout.x(it.to()) - sender) == step)
            .toList();
    if (fates.isEmpty()) {
      return;
    }
    int farthest =
        fates.stream().mapToInt(it -> Math.abs(end(it, sender, step) - sender)).max().orElseThrow();
    int nearest =
        fates.stream().mapToInt(it -> Math.abs(end(it, sender, step) - sender)).min().orElseThrow();
    line(sender, sender + step * (farthest + 1), glyphs.line(), Tone.PLAIN);
    for (Fate fate : fates) {
      int end = end(fate, sender, step);
      if (fate.lost().isPresent()) {
        row.put(end, glyphs.lost(), Tone.BAD);
      } else {
        row.put(end, fate.atOnce() ? glyphs.head(step) : glyphs.open(step), Tone.PLAIN);
      }
    }
    String label = labels.message(flight.label(), nearest - 2);
    row.write(step > 0 ? sender + 2 : sender - 1 - label.length(), label, Tone.PLAIN);
  }

  /**
   * The column in which the arrow to a receiver ends; short of the next lane if it goes on further
   * down.
   */
  private int end(Fate fate, int sender, int step) {
    if (fate.lost().isPresent()) {
      return layout.x(fate.to()) - step * Math.max(1, layout.lane() / 4);
    }
    return fate.atOnce() ? layout.x(fate.to()) - step : sender + step * layout.stub();
  }
}
