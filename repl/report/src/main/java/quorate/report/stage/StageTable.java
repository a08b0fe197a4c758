package quorate.report.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import quorate.report.Tone;
import quorate.report.stage.StageView.Actor;
import quorate.report.stage.StageView.Flight;
import quorate.report.timeline.Row;
import quorate.spi.NodeId;

/** A stage with a row for each node, where there is no room for columns, and messages in a list. */
final class StageTable implements Arrangement {

  private static final int GAP = 2;
  private static final int SHORTEST_BAR = 6;
  private static final int LONGEST_BAR = 30;
  private static final int LEFT = "1000 ms".length();
  private static final int ARROW = 12;

  private final StageView stage;
  private final ActorWords words;
  private final StageGlyphs glyphs;
  private final NodeId chosen;
  private final int width;
  private final int most;

  /**
   * @param most how many nodes are shown at most; the chosen one is among them
   */
  StageTable(
      StageView stage, ActorWords words, StageGlyphs glyphs, NodeId chosen, int width, int most) {
    this.stage = stage;
    this.words = words;
    this.glyphs = glyphs;
    this.chosen = chosen;
    this.width = width;
    this.most = most;
  }

  private List<Actor> shown() {
    int all = stage.nodes().size();
    int from = Math.max(0, Math.min(all - most, stage.place(chosen) - most / 2));
    return stage.nodes().subList(from, Math.min(all, from + most));
  }

  @Override
  public List<Row> head() {
    List<Row> rows = new ArrayList<>();
    Row title = new Row(width);
    rows.add(title);
    List<Actor> shown = shown();
    shown.forEach(it -> rows.add(new Row(width)));
    int at = 0;
    at = column(rows, at, "", shown.stream().map(words::name).toList());
    at = column(rows, at, "role", shown.stream().map(ActorWords::role).toList());
    at = column(rows, at, "epoch", ifUp(shown.stream().map(ActorWords::epoch).toList()));
    at = column(rows, at, "leader", ifUp(shown.stream().map(ActorWords::leader).toList()));
    if (stage.voteName().isPresent()) {
      List<String> votes = shown.stream().map(it -> it.vote().orElse("-")).toList();
      at = column(rows, at, stage.voteName().get(), ifUp(votes));
    }
    List<String> links = shown.stream().map(words::links).toList();
    int forLinks = links.stream().mapToInt(String::length).max().orElse(0);
    int timers = widthOfTimers(shown);
    int room = width - at - timers - LEFT - 2 * GAP - (forLinks > 0 ? forLinks + GAP : 0);
    int bar = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, room - GAP));
    title.write(at, "timer", Tone.FAINT);
    for (int i = 0; i < shown.size(); i++) {
      Actor node = shown.get(i);
      Row row = rows.get(i + 1);
      row.write(at, ActorWords.timer(node), Tone.FAINT);
      row.write(at + timers + GAP, words.bar(node, bar), ActorWords.timerTone(node));
      String left = ActorWords.left(node);
      int end = at + timers + GAP + bar + GAP + LEFT;
      row.write(end - left.length(), left, ActorWords.timerTone(node));
      row.write(end + GAP, links.get(i), Tone.BAD);
    }
    return rows;
  }

  private static int widthOfTimers(List<Actor> shown) {
    return shown.stream().map(ActorWords::timer).mapToInt(String::length).max().orElse(0);
  }

  private List<String> ifUp(List<String> cells) {
    List<Actor> shown = shown();
    List<String> known = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      known.add(shown.get(i).state().up() ? cells.get(i) : "");
    }
    return known;
  }

  /** Writes a column, and says where the next one begins. */
  private int column(List<Row> rows, int at, String name, List<String> cells) {
    rows.get(0).write(at, name, Tone.FAINT);
    int widest = name.length();
    for (int i = 0; i < cells.size(); i++) {
      Tone tone =
          name.isEmpty() || name.equals("role") ? ActorWords.tone(shown().get(i)) : Tone.PLAIN;
      rows.get(i + 1).write(at, cells.get(i), tone);
      widest = Math.max(widest, cells.get(i).length());
    }
    return at + widest + GAP;
  }

  @Override
  public Row messages(List<Flight> group) {
    Row row = new Row(width);
    if (group.isEmpty()) {
      return row;
    }
    Flight first = group.get(0);
    Tone tone = StageColumns.tone(first);
    String begin = " %-4s%s ".formatted(first.from(), first.label());
    row.write(0, begin, tone);
    double progress = group.stream().mapToDouble(Flight::progress).max().orElse(0);
    int made = (int) Math.max(1, Math.round(progress * ARROW));
    for (int i = 0; i < made; i++) {
      row.put(begin.length() + i, i + 1 < made ? glyphs.line() : glyphs.right(), tone);
    }
    int at = begin.length() + ARROW + 1;
    for (boolean lost : new boolean[] {false, true}) {
      String to =
          group.stream()
              .filter(it -> it.lost().isPresent() == lost)
              .map(it -> it.to().toString())
              .collect(Collectors.joining(" "));
      String shown = to.isEmpty() ? "" : (lost ? glyphs.lost() + " " : "") + to + "  ";
      row.write(at, shown, lost ? Tone.BAD : tone);
      at += shown.length();
    }
    return row;
  }
}
