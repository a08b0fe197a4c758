package quorate.report.timeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import quorate.report.Display;
import quorate.report.Tone;
import quorate.report.Wrapping;
import quorate.report.timeline.Mark.OfNode;
import quorate.report.timeline.NodeLook.Kind;
import quorate.spi.NodeId;

/** Draws a timeline with characters: time goes down, each node has a lane. */
final class TimelineText {

  /** Between two rows there are so many empty ones at most; a longer silence is cut short. */
  private static final int MOST_EMPTY = 3;

  /** An empty row stands for at least so much time. */
  private static final long SHORTEST_NANOS = 1_000_000;

  private final Timeline timeline;
  private final boolean byEvents;
  private final int most;
  private final boolean newest;
  private final Display display;
  private final Layout layout;
  private final Glyphs glyphs;
  private final Labels labels;
  private final Map<NodeId, Kind> kinds = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();

  /** Marks of one moment that stand side by side. */
  private record Rank(long atNanos, List<Mark> marks, BitSet taken) {

    Rank(long atNanos) {
      this(atNanos, new ArrayList<>(), new BitSet());
    }

    boolean isFree(Span span) {
      int next = taken.nextSetBit(span.from());
      return next < 0 || next > span.to();
    }

    void add(Mark mark, Span span) {
      marks.add(mark);
      taken.set(span.from(), span.to() + 1);
    }
  }

  /**
   * @param byEvents a row for each mark, with its number, whatever time lies between
   * @param most how many rows with marks there are at most
   * @param newest whether these are the last rows, not the first
   */
  TimelineText(Timeline timeline, boolean byEvents, int most, boolean newest, Display display) {
    this.timeline = timeline;
    this.byEvents = byEvents;
    this.most = most;
    this.newest = newest;
    this.display = display;
    this.layout = Layout.of(timeline, byEvents, display.width());
    this.glyphs = Glyphs.of(display.ascii());
    this.labels = new Labels(glyphs.more());
    timeline.before().forEach((node, look) -> kinds.put(node, look.kind()));
  }

  String text() {
    if (!layout.fits()) {
      return Wrapping.text(layout.complaint(), display.width());
    }
    List<Rank> all = ranks();
    int more = Math.max(0, all.size() - most);
    int skipped = newest ? more : 0;
    List<Rank> ranks = all.subList(skipped, skipped + all.size() - more);
    head(skipped);
    long scale = scale(ranks);
    all.subList(0, skipped).forEach(it -> it.marks().forEach(this::goOn));
    Rank before = null;
    for (Rank rank : ranks) {
      boolean sameTime = before != null && before.atNanos() == rank.atNanos();
      if (before != null && !sameTime && !byEvents) {
        silence(before, rank, scale);
      }
      draw(rank, sameTime);
      before = rank;
    }
    if (more > skipped) {
      lines.add(more(more, "after"));
    }
    String legend = labels.legend();
    if (!legend.isEmpty()) {
      lines.add(Wrapping.text(legend, display.width()));
    }
    return String.join("\n", lines);
  }

  private void head(int skipped) {
    Row names = layout.row();
    Row looks = layout.row();
    looks.write(layout.left() - 4, "ms", Tone.FAINT);
    timeline
        .before()
        .forEach(
            (node, look) -> {
              names.write(layout.x(node), node.toString(), Tone.PLAIN);
              String words = Labels.first(look.wordings(), layout.lane() - 1);
              looks.write(layout.x(node), words, look.kind().tone());
            });
    lines.add(display.bold(names.text(Display.plain(0))));
    lines.add(skipped == 0 ? looks.text(display) : more(skipped, "before"));
  }

  private String more(int rows, String where) {
    return "(%d more rows %s these; --rows %d shows them)".formatted(rows, where, rows + most);
  }

  // Rows

  /** Puts the marks of one moment side by side where they have room, each lane in its order. */
  private List<Rank> ranks() {
    List<Rank> ranks = new ArrayList<>();
    int first = 0;
    for (Mark mark : timeline.marks()) {
      boolean sameTime = first < ranks.size() && ranks.get(first).atNanos() == mark.atNanos();
      if (!sameTime || byEvents) {
        first = ranks.size();
      }
      Span span = layout.span(mark);
      int at = ranks.size();
      while (at > first && ranks.get(at - 1).isFree(span)) {
        at--;
      }
      if (at == ranks.size()) {
        ranks.add(new Rank(mark.atNanos()));
      }
      ranks.get(at).add(mark, span);
    }
    return ranks;
  }

  private void draw(Rank rank, boolean sameTime) {
    Row row = lanes();
    Map<String, List<NodeId>> said = new LinkedHashMap<>();
    MarkDrawing drawing = new MarkDrawing(row, layout, glyphs, labels, said);
    rank.marks().forEach(drawing::draw);
    String when = sameTime ? "" : Layout.time(rank.atNanos());
    String which = byEvents ? Layout.number(rank.marks().get(0)) : "";
    row.write(0, which, Tone.FAINT);
    row.write(layout.left() - 2 - when.length(), when, Tone.FAINT);
    List<String> reasons = layout.reasons(said, glyphs.more());
    lines.add(withReason(row, reasons, 0));
    rank.marks().forEach(this::goOn);
    for (int i = 1; i < reasons.size(); i++) {
      lines.add(withReason(lanes(), reasons, i));
    }
  }

  /** What a lane is below a mark. */
  private void goOn(Mark mark) {
    if (mark instanceof OfNode it) {
      kinds.put(it.node(), it.becomes());
    }
  }

  private String withReason(Row row, List<String> reasons, int which) {
    if (which < reasons.size()) {
      row.write(layout.marginLeft(), reasons.get(which), Tone.FAINT);
    }
    return row.text(display);
  }

  private Row lanes() {
    Row row = layout.row();
    kinds.forEach((node, kind) -> row.put(layout.x(node), glyphs.lane(kind), kind.tone()));
    return row;
  }

  // Time between rows

  /** How many nanoseconds an empty row stands for: twice what mostly lies between two rows. */
  private static long scale(List<Rank> ranks) {
    long[] gaps =
        IntStream.range(1, ranks.size())
            .mapToLong(i -> ranks.get(i).atNanos() - ranks.get(i - 1).atNanos())
            .filter(gap -> gap > 0)
            .sorted()
            .toArray();
    return gaps.length == 0 ? Long.MAX_VALUE : Math.max(SHORTEST_NANOS, 2 * gaps[gaps.length / 2]);
  }

  private void silence(Rank before, Rank after, long scale) {
    long gap = after.atNanos() - before.atNanos();
    if (gap / scale <= MOST_EMPTY) {
      for (int i = 0; i < gap / scale; i++) {
        lines.add(lanes().text(display));
      }
      return;
    }
    Row row = lanes();
    kinds.forEach(
        (node, kind) -> {
          if (kind != Kind.DOWN) {
            row.put(layout.x(node), glyphs.cut(), Tone.FAINT);
          }
        });
    row.write(
        layout.left() + 1,
        "  " + Layout.silence(gap, heartbeats(before, after)) + "  ",
        Tone.FAINT);
    lines.add(row.text(display));
  }

  private long heartbeats(Rank before, Rank after) {
    return timeline.heartbeats().stream()
        .filter(at -> at > before.atNanos() && at <= after.atNanos())
        .count();
  }
}
