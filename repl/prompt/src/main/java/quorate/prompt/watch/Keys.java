package quorate.prompt.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys, and what each means. */
enum Keys {
  CRASH("x", "crash", "crash 3", "crash the chosen node"),
  RESTART("r", "restart", "restart 3", "restart it"),
  PAUSE("p", "pause", "pause 3, resume 3", "pause it; if it is paused, let it go on"),
  ISOLATE("i", "isolate", "isolate 3", "cut all its links"),
  CUT("l", "cut link", "cut 3-1", "cut its link to the node whose number you press next"),
  HEAL("h", "heal", "heal", "make all links well again"),
  FIRE("f", "fire", "fire 3 ELECTION", "let its timer expire now"),
  RESIGN("d", "step down", "resign 3", "ask it to step down"),
  STILL("space", "stop time", "", "stop time, and let it go on"),
  STEP(".", "step", "step", "let the next message or timer come"),
  BACK("b", "back", "back", "undo the last message, timer or fault"),
  SLOWER("-", "slower", "", "let time pass more slowly, down to 1/1000"),
  FASTER("+", "faster", "", "let it pass faster, up to as fast as possible"),
  NUMBER("1..9", "node", "", "choose a node; so do the arrows and Tab"),
  LEADER("0", "leader", "", "choose the leader"),
  HEARTBEATS("m", "heartbeats", "", "show heartbeats, or hide them"),
  CLUSTER("c", "cluster", "on NAME", "go on to the next cluster"),
  HELP("?", "help", "", "show these keys"),
  QUIT("q", "quit", "", "leave; so does Ctrl-C");

  private static final Map<String, Keys> OTHERS =
      Map.of(
          " ", STILL, "=", FASTER, ">", FASTER, "_", SLOWER, "<", SLOWER, "s", STEP, "n", STEP,
          "esc", QUIT, "end", QUIT);

  private static final List<Keys> OF_TIME = List.of(STILL, STEP, BACK, SLOWER, FASTER);

  private final String key;
  private final String word;
  private final String command;
  private final String meaning;

  Keys(String key, String word, String command, String meaning) {
    this.key = key;
    this.word = word;
    this.command = command;
    this.meaning = meaning;
  }

  /** What a key that was pressed means. */
  static Optional<Keys> of(String pressed) {
    String small = pressed.toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(it -> it.key.equals(small))
        .findFirst()
        .or(() -> Optional.ofNullable(OTHERS.get(small)));
  }

  boolean isOfTime() {
    return OF_TIME.contains(this);
  }

  /** The keys in a line, the most important first. */
  static List<String> line(boolean simulated, int clusters) {
    List<Keys> first = new ArrayList<>(List.of(CRASH, RESTART, PAUSE, ISOLATE, HEAL, FIRE));
    if (simulated) {
      first.addAll(2, List.of(STILL, STEP));
      first.addAll(List.of(BACK, SLOWER, FASTER));
    }
    if (clusters > 1) {
      first.add(4, CLUSTER);
    }
    first.addAll(List.of(CUT, RESIGN, HEARTBEATS));
    return first.stream().map(it -> it.key + " " + it.word).toList();
  }

  static String last() {
    return Stream.of(HELP, QUIT)
        .map(it -> it.key + " " + it.word)
        .collect(Collectors.joining("  "));
  }

  /** A line for each key. */
  static List<String> help() {
    return Stream.of(values())
        .map(it -> " %-6s %-18s %s".formatted(it.key, it.command, it.meaning))
        .toList();
  }
}
