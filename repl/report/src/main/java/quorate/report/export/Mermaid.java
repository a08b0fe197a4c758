package quorate.report.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import quorate.report.timeline.Mark;
import quorate.report.timeline.Mark.Arrival;
import quorate.report.timeline.Mark.Band;
import quorate.report.timeline.Mark.Fate;
import quorate.report.timeline.Mark.Flight;
import quorate.report.timeline.Mark.OfNode;
import quorate.report.timeline.Timeline;
import quorate.report.timeline.TimelineView.ClusterTimeline;
import quorate.spi.NodeId;

/**
 * A timeline as a sequence diagram of Mermaid. An arrow stands where its message arrived or was
 * lost; what is still under way comes last.
 */
final class Mermaid {

  private final Timeline timeline;
  private final String everybody;
  private final List<String> lines = new ArrayList<>();
  private final List<String> underWay = new ArrayList<>();

  private Mermaid(Timeline timeline) {
    this.timeline = timeline;
    NodeId first = timeline.before().firstKey();
    NodeId last = timeline.before().lastKey();
    this.everybody = first.equals(last) ? first.toString() : first + "," + last;
  }

  /** A diagram; Mermaid has one per file, so this is one cluster's. */
  static String of(ClusterTimeline cluster) {
    Mermaid diagram = new Mermaid(cluster.timeline());
    diagram.draw(cluster.name().name());
    return String.join("\n  ", diagram.lines) + "\n";
  }

  private void draw(String name) {
    lines.add("sequenceDiagram");
    timeline.before().keySet().forEach(node -> lines.add("participant " + node));
    lines.add("Note over " + everybody + ": " + escaped(name));
    timeline.before().forEach((node, look) -> note(node, 0, look.words()));
    timeline.marks().forEach(this::draw);
    lines.addAll(underWay);
  }

  private void draw(Mark mark) {
    if (mark instanceof Flight it) {
      for (Fate fate : it.fates()) {
        if (fate.number() == 0) {
          underWay.add(it.from() + "-)" + fate.to() + ": " + escaped(it.label() + ", under way"));
        } else if (fate.atOnce()) {
          arrow(it.from(), it.label(), fate);
        }
      }
    } else if (mark instanceof Arrival it) {
      arrow(it.from(), it.label(), it.fate());
    } else if (mark instanceof OfNode it) {
      note(it.node(), it.atNanos(), it.wordings().get(0));
      it.said().forEach(said -> note(it.node(), it.atNanos(), said));
    } else if (mark instanceof Band it) {
      String what = it.broken() ? "broken: " + it.words() : it.words();
      lines.add("Note over " + everybody + ": " + escaped(at(it.atNanos()) + what));
    }
  }

  private void arrow(NodeId from, String label, Fate fate) {
    String arrow = fate.lost().isPresent() ? "-x" : "->>";
    String why = fate.lost().map(cause -> ", lost: " + cause.words()).orElse("");
    lines.add(from + arrow + fate.to() + ": " + escaped(label + why));
    fate.said().forEach(said -> note(fate.to(), fate.atNanos(), said));
  }

  /** What a node is or says. */
  private void note(NodeId node, long atNanos, String words) {
    lines.add("Note over " + node + ": " + escaped((atNanos == 0 ? "" : at(atNanos)) + words));
  }

  private static String at(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms: ", nanos / 1e6);
  }

  /** Text that Mermaid takes for nothing else; a semicolon ends a line there. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.replaceAll("\\R", " ")
        .codePoints()
        .forEach(
            point -> {
              if ("#;<>%{}".indexOf(point) >= 0) {
                escaped.append('#').append(point).append(';');
              } else {
                escaped.appendCodePoint(point);
              }
            });
    return escaped.toString();
  }
}
