package quorate.prompt.recount;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.prompt.recount.Seen.Believes;
import quorate.prompt.recount.Seen.Change;
import quorate.prompt.recount.Seen.Conviction;
import quorate.prompt.recount.Seen.Fault;
import quorate.prompt.recount.Seen.Life;
import quorate.prompt.recount.Seen.Links;
import quorate.prompt.recount.Seen.Other;
import quorate.prompt.recount.Seen.Sent;
import quorate.prompt.recount.Seen.Stand;
import quorate.prompt.recount.Seen.Way;

/** Reads the lines of one trace, in order, as a person reads them. */
final class TraceReader {

  private static final Pattern WAY = Pattern.compile("n(\\d+)->n(\\d+)");
  private static final Pattern BELIEF =
      Pattern.compile(
          "(leads|holds an election|follows n(\\d+)|knows no leader)"
              + "(?: in epoch (\\d+))?(?: \\((.*)\\)|(, elected by others))?");

  /** A leader keeps the round in which it campaigned, unless its line says otherwise. */
  private final TreeMap<Integer, Conviction> before = new TreeMap<>();

  /** When something happened, in microseconds since the cluster began. */
  static long micros(String line) {
    long micros = 0;
    for (int i = 0; i < line.indexOf(" ms"); i++) {
      char c = line.charAt(i);
      if (Character.isDigit(c)) {
        micros = 10 * micros + c - '0';
      }
    }
    return micros;
  }

  /** What the next line says. */
  Seen read(String line) {
    int columns = line.indexOf(" ms  ") + 5;
    String node = line.substring(columns, columns + 4).strip();
    String kind = line.substring(columns + 5, columns + 14).strip();
    String details = line.substring(columns + 15);
    return switch (kind) {
      case "fault" -> new Fault(details);
      case "links" -> links(details);
      case "starting", "started", "crashed", "paused", "resumed" -> life(number(node), kind);
      case "believes" -> believes(number(node), details);
      case "sent" -> new Sent(number(node), details.substring(0, details.indexOf('[')));
      default -> new Other();
    };
  }

  private static int number(String node) {
    return Integer.parseInt(node.substring(1));
  }

  private Life life(int node, String kind) {
    Change change = Change.valueOf(kind.toUpperCase(Locale.ROOT));
    if (change == Change.STARTED) {
      before.put(node, Conviction.NONE);
    }
    return new Life(node, change);
  }

  private Believes believes(int node, String details) {
    Matcher read = BELIEF.matcher(details);
    if (!read.matches()) {
      throw new IllegalArgumentException("no belief: " + details);
    }
    String epoch = read.group(3) == null ? "" : read.group(3);
    String round = read.group(4) == null ? "" : read.group(4) + " in epoch " + epoch;
    Conviction what =
        switch (read.group(1)) {
          case "leads" ->
              new Conviction(Stand.LEADS, epoch, node, roundOfLeader(node, round, read));
          case "holds an election" -> new Conviction(Stand.CAMPAIGNS, epoch, 0, round);
          case "knows no leader" -> new Conviction(Stand.FOLLOWS, epoch, 0, "");
          default -> new Conviction(Stand.FOLLOWS, epoch, Integer.parseInt(read.group(2)), "");
        };
    before.put(node, what);
    return new Believes(node, what);
  }

  private String roundOfLeader(int node, String round, Matcher read) {
    if (!round.isEmpty() || read.group(5) != null) {
      return round;
    }
    return before.get(node).round();
  }

  private static Links links(String details) {
    Set<Way> down = new HashSet<>();
    Set<Way> picky = new HashSet<>();
    Way way = null;
    for (String part : details.split(", ")) {
      Matcher ways = WAY.matcher(part);
      if (part.startsWith("down: ")) {
        while (ways.find()) {
          down.add(way(ways));
        }
        continue;
      }
      String words = part;
      if (ways.lookingAt()) {
        way = way(ways);
        words = part.substring(ways.end() + 1);
      }
      if (words.equals("loses 100%")) {
        down.add(way);
      } else if (words.startsWith("drops ")) {
        picky.add(way);
      }
    }
    return new Links(down, picky);
  }

  private static Way way(Matcher ways) {
    return new Way(Integer.parseInt(ways.group(1)), Integer.parseInt(ways.group(2)));
  }
}
