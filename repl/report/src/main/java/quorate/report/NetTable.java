package quorate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.lab.trace.TraceEvent.Trouble.Part;
import quorate.report.NetView.ClusterNet;
import quorate.spi.NodeId;

/**
 * Who can talk to whom: a matrix of the links, and what is wrong with each in words. Where all is
 * well a line says so; where the matrix would not fit, only the words are left.
 */
final class NetTable {

  /** A matrix of more nodes cannot be taken in at a glance. */
  private static final int MOST_NODES = 12;

  private static final String CUT = "cut";
  private static final String NOBODY_THERE = "-";

  private final ClusterNet net;
  private final List<NodeId> members;
  private final NetWords words;

  NetTable(ClusterNet net) {
    this.net = net;
    this.members = List.copyOf(net.nodes().keySet());
    this.words = new NetWords(net);
  }

  /** The tables of clusters one below the other; those that are alike share one. */
  static String render(List<ClusterNet> nets, Display display) {
    Map<List<String>, List<String>> names = new LinkedHashMap<>();
    for (ClusterNet net : nets) {
      names
          .computeIfAbsent(new NetTable(net).lines(display.width()), it -> new ArrayList<>())
          .add(net.name().name());
    }
    List<String> blocks = new ArrayList<>();
    names.forEach((lines, who) -> blocks.add(block(String.join(", ", who), lines, display)));
    boolean brief = blocks.stream().noneMatch(block -> block.contains("\n"));
    return String.join(brief ? "\n" : "\n\n", blocks);
  }

  private static String block(String name, List<String> lines, Display display) {
    return lines.size() == 1
        ? Wrapping.text(display.bold(name) + ": " + lines.get(0), display.width())
        : display.bold(name) + "\n" + Wrapping.text(lines, display.width());
  }

  private List<String> lines(int width) {
    if (words.isAlikeEverywhere()) {
      return List.of(words.inOneLine());
    }
    List<String> lines = new ArrayList<>();
    List<String> matrix = members.size() <= MOST_NODES ? matrix() : List.of();
    boolean fits = !matrix.isEmpty() && matrix.stream().allMatch(line -> line.length() <= width);
    if (fits) {
      lines.addAll(matrix);
    }
    if (!net.cut().isEmpty()) {
      lines.add(fits ? CUT + ": nothing gets through in that direction" : words.cuts());
    }
    lines.addAll(words.shape());
    lines.addAll(words.troubles());
    lines.addAll(words.nodes(fits ? " (" + NOBODY_THERE + ")" : ""));
    lines.addAll(words.network());
    return lines;
  }

  /** A row for each sender, a column for each receiver. */
  private List<String> matrix() {
    Table table = new Table(members.stream().map(NodeId::toString).toList());
    for (NodeId from : members) {
      table.row(from + " ->", members.stream().map(to -> Cell.text(cell(from, to))).toList());
    }
    return table.render(Display.plain(Integer.MAX_VALUE)).lines().toList();
  }

  private String cell(NodeId from, NodeId to) {
    Direction direction = new Direction(from, to);
    if (from.equals(to)) {
      return "";
    } else if (net.cut().contains(direction)) {
      return CUT;
    } else if (!net.nodes().get(from).up() || !net.nodes().get(to).up()) {
      return NOBODY_THERE;
    }
    return word(net.troubles().getOrDefault(direction, Trouble.NONE));
  }

  private static String word(Trouble trouble) {
    List<String> words = trouble.parts().stream().filter(Part::isWrong).map(Part::word).toList();
    return words.isEmpty() ? "ok" : words.size() == 1 ? words.get(0) : "bad";
  }
}
