package quorate.report.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import quorate.report.Tone;
import quorate.report.stage.StageView.Actor;
import quorate.report.stage.StageView.Flight;
import quorate.report.timeline.Labels;
import quorate.report.timeline.Row;
import quorate.spi.NodeId;

/** A stage with a column for each node, and messages as arrows between the columns. */
final class StageColumns implements Arrangement {

  static final int NARROWEST = 10;
  private static final int WIDEST = 30;
  private static final int WIDEST_BAR = 20;

  private final StageView stage;
  private final ActorWords words;
  private final StageGlyphs glyphs;
  private final int width;
  private final int gutter;
  private final int column;

  StageColumns(StageView stage, ActorWords words, StageGlyphs glyphs, int width) {
    this.stage = stage;
    this.words = words;
    this.glyphs = glyphs;
    this.width = width;
    this.gutter = gutter(stage);
    this.column = Math.min(WIDEST, (width - gutter) / stage.nodes().size());
  }

  private static int gutter(StageView stage) {
    return Math.max("leader".length(), stage.voteName().map(String::length).orElse(0)) + 1;
  }

  /** Whether there is room for all nodes. */
  static boolean fits(StageView stage, int width) {
    return gutter(stage) + stage.nodes().size() * NARROWEST <= width;
  }

  @Override
  public List<Row> head() {
    List<Row> rows = new ArrayList<>();
    Row names = new Row(width);
    for (int i = 0; i < stage.nodes().size(); i++) {
      Actor node = stage.nodes().get(i);
      names.write(gutter + i * column, words.name(node), ActorWords.tone(node));
    }
    rows.add(names);
    rows.add(row("role", ActorWords::role, ActorWords::tone));
    rows.add(row("epoch", ActorWords::epoch, it -> Tone.PLAIN));
    rows.add(row("leader", ActorWords::leader, it -> Tone.PLAIN));
    stage
        .voteName()
        .ifPresent(name -> rows.add(row(name, it -> it.vote().orElse("-"), it -> Tone.PLAIN)));
    rows.add(row("links", it -> words.links(it), it -> Tone.BAD));
    rows.add(row("timer", ActorWords::timer, it -> Tone.FAINT));
    int bar = Math.min(WIDEST_BAR, column - 2);
    rows.add(row("", it -> words.bar(it, bar), ActorWords::timerTone));
    rows.add(row("", ActorWords::left, ActorWords::timerTone));
    return rows;
  }

  private Row row(String name, Function<Actor, String> text, Function<Actor, Tone> tone) {
    Row row = new Row(width);
    row.write(0, name, Tone.FAINT);
    for (int i = 0; i < stage.nodes().size(); i++) {
      Actor node = stage.nodes().get(i);
      boolean asIsKnown = node.state().up() || name.equals("role") || name.equals("links");
      String shown = asIsKnown ? glyphs.cut(text.apply(node), column - 1) : "";
      row.write(gutter + i * column + 1, shown, tone.apply(node));
    }
    return row;
  }

  private int lane(NodeId node) {
    return gutter + stage.place(node) * column + 1;
  }

  @Override
  public Row messages(List<Flight> group) {
    Row row = new Row(width);
    for (Actor node : stage.nodes()) {
      row.put(lane(node.id()), node.state().up() ? glyphs.lane() : ' ', Tone.FAINT);
    }
    if (!group.isEmpty()) {
      draw(group, row);
    }
    return row;
  }

  private void draw(List<Flight> group, Row row) {
    Tone tone = tone(group.get(0));
    for (int step : new int[] {-1, 1}) {
      List<Flight> side = group.stream().filter(it -> step(it) == step).toList();
      int farthest = side.stream().mapToInt(this::made).max().orElse(0);
      int from = lane(group.get(0).from());
      for (int i = 1; i <= farthest; i++) {
        int at = from + i * step;
        row.put(at, row.at(at) == ' ' ? glyphs.line() : glyphs.crossing(), tone);
      }
    }
    row.put(lane(group.get(0).from()), glyphs.sender(), tone);
    label(group, row, tone);
    for (Flight it : group) {
      int at = lane(it.from()) + made(it) * step(it);
      char head = step(it) > 0 ? glyphs.right() : glyphs.left();
      boolean lost = it.lost().isPresent();
      row.put(at, lost ? glyphs.lost() : head, lost ? Tone.BAD : tone);
    }
  }

  static Tone tone(Flight flight) {
    return switch (flight.purpose()) {
      case ELECTION -> Tone.CANDIDATE;
      case HEARTBEAT -> Tone.FAINT;
      case REPLICATION, WRITE -> Tone.PLAIN;
    };
  }

  private static int step(Flight flight) {
    return flight.to().compareTo(flight.from()) > 0 ? 1 : -1;
  }

  private int way(Flight flight) {
    return Math.abs(lane(flight.to()) - lane(flight.from()));
  }

  private int made(Flight flight) {
    return (int) Math.max(1, Math.round(flight.progress() * way(flight)));
  }

  /** Where there is more room: behind the first head, or before the last. */
  private void label(List<Flight> group, Row row, Tone tone) {
    Flight longest = group.stream().max(Comparator.comparing(this::way)).orElseThrow();
    List<Flight> side = group.stream().filter(it -> step(it) == step(longest)).toList();
    int nearest = side.stream().mapToInt(this::made).min().orElse(0);
    int farthest = side.stream().mapToInt(this::made).max().orElse(0);
    int behind = nearest - 2;
    int ahead = way(longest) - farthest - 2;
    boolean isBehind = behind >= ahead;
    int room = Math.max(behind, ahead);
    String label = new Labels(glyphs.more()).message(longest.label(), room);
    int offset = isBehind ? 2 : farthest + 1;
    int from = lane(longest.from());
    int at = step(longest) > 0 ? from + offset : from - offset - label.length() + 1;
    row.write(at, label, tone);
  }
}
