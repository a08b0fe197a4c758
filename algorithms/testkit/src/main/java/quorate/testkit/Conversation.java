package quorate.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.LinkSelection;
import quorate.experiments.language.Moment;
import quorate.experiments.language.NodeSelection;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Drift;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Messages;
import quorate.lab.cluster.Retiming;
import quorate.lab.cluster.Storing;
import quorate.lab.cluster.Troubling;
import quorate.lab.invariant.Invariants;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceText;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Timing;

/**
 * Understands the lines that a tester types into a transcript, does what they say to a cluster by
 * hand, and answers with what happens. A broken promise ends the conversation, unless a disk was
 * lost before: then that is what is to be shown, and it is written down.
 */
final class Conversation {

  /** How many messages there may be before all is quiet. */
  private static final int PATIENCE = 10_000;

  private static final Map<String, Command> COMMANDS = new LinkedHashMap<>();

  private final ElectionAlgorithm algorithm;
  private final Minutes minutes = new Minutes();
  private HandDeliveredCluster cluster;
  private ClusterState state;
  private Invariants invariants;
  private boolean disksLast = true;
  private int brokenBefore;

  /**
   * What a line that begins with a certain word does.
   *
   * @param usage what is typed, for example
   * @param action takes the words that follow the first
   */
  private record Command(String usage, BiConsumer<Conversation, List<String>> action) {
    boolean forMinutes() {
      return usage.startsWith("show") || usage.startsWith("hide");
    }
  }

  private static void command(String usage, BiConsumer<Conversation, List<String>> action) {
    COMMANDS.put(usage.split(" ")[0], new Command(usage, action));
  }

  /** What is a fault at the prompt is the same here. */
  private static void fault(String usage) {
    String verb = usage.split(" ")[0];
    command(usage, (me, words) -> me.fault(verb, words));
  }

  static {
    command("nodes 3 [option=value ...]", Conversation::nodes);
    command(
        "campaign 1",
        (me, words) -> me.fault("fire", List.of(me.one(words).toString(), "ELECTION")));
    fault("fire 1,2 HEARTBEAT");
    command("deliver [1->2] [RequestVote]", Conversation::deliver);
    command("drop [1->2] [RequestVote]", Conversation::drop);
    command(
        "duplicate 1->2 [RequestVote]",
        (me, words) -> me.picked(words).forEach(me.cluster::duplicate));
    fault("cut 1-2 | cut 1->2");
    fault("isolate 1,2");
    fault("partition 1,2 | 3");
    fault("deaf 1");
    fault("mute 1");
    fault("bridge 2");
    fault("ring");
    fault("links 1-2,2->3");
    fault("heal [1-2]");
    fault("crash 1,2");
    fault("restart 1,2 [--amnesia]");
    fault("pause 1");
    fault("resume 1");
    fault("resign 1");
    FaultRows.all().values().stream()
        .filter(row -> !COMMANDS.containsKey(row.word()))
        .filter(row -> !Troubling.class.isAssignableFrom(row.kind())) // no time passes here
        .filter(row -> !List.of(Retiming.class, Drift.class, Storing.class).contains(row.kind()))
        .forEach(row -> fault(row.usage()));
    command("beliefs", (me, words) -> me.beliefs());
    command("timers", (me, words) -> me.timers());
    command("waiting", (me, words) -> me.onTheWay().forEach(me.minutes::add));
    command("inspect 1", Conversation::inspect);
    command("show set cancelled | show usual", (me, words) -> me.minutes.show(words));
    command("hide sent persisted | hide all", (me, words) -> me.minutes.hide(words));
  }

  /**
   * A conversation with nodes of an algorithm; {@code nodes} must come before all but {@code show}
   * and {@code hide}.
   */
  Conversation(ElectionAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  static String known() {
    return "known: "
        + COMMANDS.values().stream().map(Command::usage).collect(Collectors.joining(", "));
  }

  /**
   * Does what a line says.
   *
   * @return what happens, one event per line
   * @throws IllegalArgumentException if the line says nothing that can be done; with what could be
   * @throws quorate.lab.UserError the same, of a fault
   * @throws AssertionError if a promise or a rule is broken
   */
  List<String> say(String line) {
    List<String> words = List.of(line.trim().split("\\s+"));
    Command command = COMMANDS.get(words.get(0));
    if (command == null) {
      throw new IllegalArgumentException("unknown command '" + words.get(0) + "'; " + known());
    }
    boolean begins = words.get(0).equals("nodes");
    if (begins && cluster != null) {
      throw new IllegalArgumentException("there are nodes already");
    }
    if (cluster == null && !begins && !command.forMinutes()) {
      throw new IllegalArgumentException("begin with the nodes: nodes 3");
    }
    command.action().accept(this, words.subList(1, words.size()));
    if (cluster != null) {
      checkPromises();
    }
    return minutes.take();
  }

  /** An algorithm promises nothing of nodes whose disks do not last. */
  private void checkPromises() {
    List<Violation> broken = invariants.violations();
    if (disksLast && !broken.isEmpty()) {
      throw new AssertionError(broken.get(0).description());
    }
    for (Violation violation : broken.subList(brokenBefore, broken.size())) {
      String times = " since [0-9.]+ ms| \\(at [0-9.]+ ms\\)| \\([^(]*\\)$";
      minutes.add("broken    " + violation.description().replaceAll(times, ""));
    }
    brokenBefore = broken.size();
  }

  private void nodes(List<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("name how many nodes: nodes 3");
    }
    Map<String, String> options = new TreeMap<>();
    for (String word : words.subList(1, words.size())) {
      String[] parts = word.split("=", 2);
      options.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    if (!words.get(0).matches("\\d{1,6}")) {
      throw new IllegalArgumentException("'" + words.get(0) + "' is not a number");
    }
    int size = Integer.parseInt(words.get(0));
    ClusterSpec spec =
        new ClusterSpec("the transcript", algorithm, size, Timing.DEFAULT, options, 1);
    cluster = new HandDeliveredCluster(spec);
    state = new ClusterState(spec);
    invariants = new Invariants(spec, cluster.trace());
    cluster.trace().observe(state);
    cluster.trace().observe(invariants);
    cluster.trace().observe(minutes);
    cluster.startAll();
  }

  // Messages

  /** All that is on its way and all that follows; or all of a kind; or the oldest of a link. */
  private void deliver(List<String> words) {
    if (!words.isEmpty()) {
      picked(words).forEach(cluster::deliver);
      return;
    }
    for (int i = 0; !cluster.onTheirWay().isEmpty(); i++) {
      if (i == PATIENCE) {
        throw new IllegalArgumentException("not quiet after " + PATIENCE + " messages");
      }
      cluster.deliver(cluster.onTheirWay().get(0));
    }
  }

  private void drop(List<String> words) {
    (words.isEmpty() ? cluster.onTheirWay() : picked(words)).forEach(cluster::lose);
  }

  /** What a direction, or a kind of message, or both pick of what is on its way now. */
  private List<Sent> picked(List<String> words) {
    boolean hasLink = !words.isEmpty() && words.get(0).contains("-");
    SortedSet<Direction> link =
        hasLink ? LinkSelection.parse(words.get(0)).at(now()) : new TreeSet<>();
    List<String> kinds = hasLink ? words.subList(1, words.size()) : words;
    List<String> known = Messages.namesOf(algorithm);
    if (words.isEmpty() || link.size() > 1 || kinds.size() > 1 || !known.containsAll(kinds)) {
      throw new IllegalArgumentException(
          "name a direction, 1->2, or a message, or both; messages: " + String.join(", ", known));
    }
    List<Sent> picked =
        cluster.onTheirWay().stream()
            .filter(sent -> !hasLink || link.contains(new Direction(sent.from(), sent.to())))
            .filter(sent -> kinds.isEmpty() || kinds.contains(sent.message().name()))
            .toList();
    if (picked.isEmpty()) {
      throw new IllegalArgumentException("no such message is on its way; there are " + onTheWay());
    }
    return hasLink ? picked.subList(0, 1) : picked;
  }

  private List<String> onTheWay() {
    return cluster.onTheirWay().stream()
        .map(sent -> sent.from() + "->" + sent.to() + " " + sent.message())
        .toList();
  }

  // Links, machines and timers

  private void fault(String verb, List<String> words) {
    List<String> typed = new ArrayList<>(List.of(verb));
    typed.addAll(words);
    Fault fault = FaultCommand.parse(typed).at(now());
    if (!fault.lasts().isZero()) {
      throw new IllegalArgumentException("no time passes here; type: pause 1, and later: resume 1");
    }
    disksLast &= !(fault instanceof Fault.Restart restart && restart.amnesia());
    cluster.inject(fault);
  }

  // Looking

  private void timers() {
    minutes.add(
        cluster.spec().hosts().stream()
            .map(node -> (node + " " + String.join(" ", cluster.pendingTimers(node))).trim())
            .collect(Collectors.joining(" | ")));
  }

  private void beliefs() {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<NodeId, NodeState> node : state.nodes().entrySet()) {
      NodeState now = node.getValue();
      String belief = now.up() ? TraceText.belief(now.belief()) : "is down";
      parts.add(node.getKey() + " " + belief + (now.paused() ? " (paused)" : ""));
    }
    minutes.add(String.join(" | ", parts));
  }

  private void inspect(List<String> words) {
    String variables = cluster.state(one(words)).toString();
    minutes.add(variables.substring(variables.indexOf('[') + 1, variables.length() - 1));
  }

  private NodeId one(List<String> words) {
    if (words.size() != 1) {
      throw new IllegalArgumentException("name one node");
    }
    return NodeSelection.parse(words.get(0)).oneAt(now());
  }

  private Moment now() {
    Chance chance = Chance.ofTrial(cluster.spec().seed(), (int) cluster.trace().last());
    return new Moment(cluster, state, chance);
  }
}
