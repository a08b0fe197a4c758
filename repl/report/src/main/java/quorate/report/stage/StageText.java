package quorate.report.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import quorate.experiments.language.Listed;
import quorate.report.Display;
import quorate.report.Tone;
import quorate.report.stage.StageObserver.Said;
import quorate.report.stage.StageView.Flight;
import quorate.report.timeline.Row;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/**
 * Draws a stage on a screen of some size: what the nodes are, the messages between them, what nodes
 * said, and what can be pressed. Knows nothing of a terminal.
 */
public final class StageText {

  private static final int USUAL_ROWS = 24;
  private static final int FEWEST_MESSAGES = 2;

  /** The title, two rules, what the last key did, and the keys. */
  private static final int ROWS_BESIDES = 5;

  private final StageView stage;
  private final Onlooker onlooker;
  private final Display display;
  private final StageGlyphs glyphs;

  public StageText(StageView stage, Onlooker onlooker, Display display) {
    this.stage = stage;
    this.onlooker = onlooker;
    this.display = display;
    this.glyphs = StageGlyphs.of(display.ascii());
  }

  List<String> picture() {
    return lines(display.width(), USUAL_ROWS, new FlightRows());
  }

  /**
   * The lines of the screen, from its top to its bottom.
   *
   * @param where remembers in which row each message is drawn
   */
  public List<String> lines(int columns, int rows, FlightRows where) {
    ActorWords words = new ActorWords(stage, onlooker.chosen(), glyphs);
    int most = Math.max(1, rows - ROWS_BESIDES - FEWEST_MESSAGES - 2);
    Arrangement nodes =
        StageColumns.fits(stage, columns)
            ? new StageColumns(stage, words, glyphs, columns)
            : new StageTable(stage, words, glyphs, onlooker.chosen(), columns, most);
    List<Row> head = nodes.head();
    head = head.subList(0, Math.min(head.size(), Math.max(1, rows - ROWS_BESIDES)));
    int room = Math.max(0, rows - head.size() - ROWS_BESIDES);
    int sentences = Math.min(Math.max(1, room / 3), Math.max(0, room - FEWEST_MESSAGES));
    int messages = room - sentences;
    List<Row> all = new ArrayList<>();
    all.add(title(columns));
    all.addAll(head);
    all.add(rule(columns, messageCounts()));
    Map<Integer, List<Flight>> flying = where.of(shown(), Math.max(1, messages));
    for (int row = 0; row < messages; row++) {
      all.add(nodes.messages(flying.getOrDefault(row, List.of())));
    }
    all.add(rule(columns, electionCounts()));
    all.addAll(said(columns, sentences));
    all.add(done(columns));
    all.add(keys(columns));
    return all.stream().limit(rows).map(it -> it.text(display)).toList();
  }

  private List<Flight> shown() {
    return stage.messages().stream()
        .filter(it -> onlooker.heartbeats() || it.purpose() != Purpose.HEARTBEAT)
        .toList();
  }

  // Title

  private Row title(int columns) {
    Row row = new Row(columns);
    int size = stage.nodes().size();
    String which =
        onlooker.clusters() > 1
            ? " (%d of %d)".formatted(onlooker.place(), onlooker.clusters())
            : "";
    String name = stage.name().name() + which;
    row.write(0, name, Tone.PLAIN);
    String time = String.format(Locale.ROOT, "%,.3f ms", stage.atNanos() / 1e6);
    String nodes = ", %d node%s".formatted(size, size == 1 ? "" : "s");
    String rest = name.length() + nodes.length() + time.length() + 30 < columns ? nodes : "";
    row.write(name.length(), rest + "  " + time, Tone.PLAIN);
    int at = name.length() + rest.length() + time.length() + 4;
    row.write(at, onlooker.time(), onlooker.still() ? Tone.CANDIDATE : Tone.FAINT);
    String alarm = alarm();
    Tone tone = stage.violations().isEmpty() && stage.leaders().size() < 2 ? Tone.LEADER : Tone.BAD;
    int begin = columns - alarm.length();
    if (begin > at + onlooker.time().length()) {
      row.write(begin, alarm, stage.leaders().isEmpty() ? Tone.CANDIDATE : tone);
    }
    return row;
  }

  private String alarm() {
    List<NodeId> leaders = stage.leaders();
    if (!stage.violations().isEmpty()) {
      return "PROMISE BROKEN";
    } else if (leaders.isEmpty()) {
      return "no leader";
    }
    return leaders.size() == 1
        ? leaders.get(0) + " leads"
        : (leaders.size() == 2 ? "TWO" : leaders.size()) + " LEADERS: " + names(leaders);
  }

  private static String names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::toString).collect(Collectors.joining(", "));
  }

  // Rules

  private Row rule(int columns, String text) {
    Row row = new Row(columns);
    row.write(0, String.valueOf(glyphs.rule()).repeat(columns), Tone.FAINT);
    String shown = " " + glyphs.cut(text, columns - 4) + " ";
    row.write(2, shown, Tone.PLAIN);
    return row;
  }

  private String messageCounts() {
    long heartbeats = stage.counts().of(Purpose.HEARTBEAT).sent();
    String text =
        String.format(
            Locale.ROOT,
            "messages: %,d sent, %,d dropped; %,d heartbeats%s",
            stage.counts().heartbeatsApart().sent(),
            stage.counts().heartbeatsApart().droppedInAll(),
            heartbeats,
            onlooker.heartbeats() ? "" : " (not shown)");
    return stage.cut().isEmpty() ? text : text + "; cut: " + Listed.linksOrCount(stage.cut());
  }

  private String electionCounts() {
    return String.format(
        Locale.ROOT,
        "elections: %,d begun, %,d won",
        stage.elections().begun(),
        stage.elections().leaders());
  }

  // What was said and done

  private List<Row> said(int columns, int most) {
    List<Row> rows = new ArrayList<>();
    List<Said> all = stage.said();
    all.subList(Math.max(0, all.size() - most), all.size())
        .forEach(it -> rows.add(0, sentence(columns, it)));
    while (rows.size() < most) {
      rows.add(new Row(columns));
    }
    return rows;
  }

  private Row sentence(int columns, Said said) {
    Row row = new Row(columns);
    String time = String.format(Locale.ROOT, "%,11.3f  ", said.atNanos() / 1e6);
    row.write(0, time, Tone.FAINT);
    String who = said.node().map(it -> it + " ").orElse("");
    String text = glyphs.cut(who + said.sentence(), columns - time.length());
    row.write(time.length(), text, said.node().isEmpty() ? Tone.CANDIDATE : Tone.PLAIN);
    return row;
  }

  private Row done(int columns) {
    Row row = new Row(columns);
    row.write(0, glyphs.cut(onlooker.said(), columns), onlooker.tone());
    return row;
  }

  private Row keys(int columns) {
    Row row = new Row(columns);
    int end = columns - onlooker.last().length();
    int at = 0;
    for (String key : onlooker.keys()) {
      if (at + key.length() + 2 > end) {
        break;
      }
      row.write(at, key, Tone.FAINT);
      at += key.length() + 2;
    }
    row.write(Math.max(0, end), onlooker.last(), Tone.PLAIN);
    return row;
  }
}
