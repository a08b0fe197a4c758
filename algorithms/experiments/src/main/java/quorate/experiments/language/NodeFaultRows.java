package quorate.experiments.language;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Fire;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Resign;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/** The faults of nodes. */
final class NodeFaultRows {

  private static final int LONGEST_PAUSE_IN_MILLIS = 600;

  private static final FaultRow<Crash> CRASH =
      new FaultRow<>(
          "crash NODES",
          Crash.class,
          "crash nodes: connections reset, memory lost; what was persisted stays",
          FaultRow.examples(
              "  crash leader",
              "  crash 1,2",
              "  on raft crash follower",
              "",
              "restart brings them back.",
              "Nodes are named 3, 1,2, 3..5, or by what they are: leader, followers, follower (one"
                  + " of them), majority, minority, half, highest, random, all. The answer says"
                  + " which they were."),
          typed -> FaultRow.ofNodes(typed.nodes(), Crash::new),
          "crashed",
          (crash, before) -> FaultRow.those(crash, before, NodeState::up, "", "down already"),
          draws -> draws.nodes(NodeState::up, Crash::new));

  private static final FaultRow<Restart> RESTART =
      new FaultRow<>(
          "restart NODES [--amnesia]",
          Restart.class,
          "restart nodes that are down, from what they had persisted",
          FaultRow.examples(
              "  restart all",
              "  restart 3",
              "  restart 3 --amnesia",
              "",
              "With --amnesia the disk is empty as well: the node has forgotten its promises, and"
                  + " algorithms that depend on them may elect two leaders."),
          NodeFaultRows::readRestart,
          "restarted",
          (restart, before) ->
              FaultRow.those(
                  restart,
                  before,
                  node -> !node.up(),
                  restart.amnesia() ? ", disk empty" : "",
                  "none of them is down"),
          draws -> draws.nodes(node -> !node.up(), Restart::new));

  private static final FaultRow<Pause> PAUSE =
      new FaultRow<>(
          "pause NODES [for TIME]",
          Pause.class,
          "make nodes stand still, as in a long pause of their process",
          FaultRow.examples(
              "  pause leader",
              "  pause leader for 2s",
              "  pause 1,2",
              "",
              "A paused node hears and does nothing, and keeps its belief. Messages to it wait.",
              "resume lets it go on. With a time it goes on by itself, and the cluster is "
                  + "followed until after that."),
          NodeFaultRows::readPause,
          "paused",
          (pause, before) ->
              FaultRow.those(
                  pause,
                  before,
                  NodeState::runs,
                  pause.length().map(length -> " for " + inWords(length)).orElse(""),
                  "none of them runs"),
          draws -> draws.nodes(NodeState::runs, nodes -> new Pause(nodes, drawLength(draws))));

  private static final FaultRow<Resume> RESUME =
      new FaultRow<>(
          "resume NODES",
          Resume.class,
          "let paused nodes go on: timers fire late, and messages have waited",
          FaultRow.examples("  resume all", "  resume 3"),
          typed -> FaultRow.ofNodes(typed.nodes(), Resume::new),
          "resumed",
          (resume, before) ->
              FaultRow.those(resume, before, NodeState::paused, "", "none of them is paused"),
          draws -> draws.nodes(NodeState::paused, Resume::new));

  private static final FaultRow<Resign> RESIGN =
      new FaultRow<>(
          "resign NODES",
          Resign.class,
          "ask a leader to step down without crashing",
          FaultRow.examples(
              "  resign leader",
              "  resign 3",
              "",
              "The node runs on as a follower, and tells nobody: the others find out when they miss"
                  + " it. An algorithm that cannot resign ignores this."),
          typed -> FaultRow.ofNodes(typed.nodes(), Resign::new),
          "asked to resign",
          (resign, before) ->
              FaultRow.those(
                  resign,
                  before,
                  node -> node.up() && node.belief().leads(),
                  "",
                  "none of them leads"),
          draws -> draws.nodes(node -> node.belief().leads(), Resign::new));

  /** The last of all faults, as it is about the inside of a node. */
  static final FaultRow<Fire> FIRE =
      new FaultRow<>(
          "fire NODES TIMER",
          Fire.class,
          "let a timer of nodes run out now",
          FaultRow.examples(
              "  fire 2 ELECTION",
              "  fire followers ELECTION     all at once: who wins?",
              "",
              "If the timer is not pending, an error says which timers are."),
          NodeFaultRows::readFire,
          "fired",
          (fire, before) -> Change.of(fire.timer() + " of " + Listed.nodes(fire.nodes())),
          NodeFaultRows::drawFire);

  /** All but the last. */
  static final List<FaultRow<?>> ALL = List.of(CRASH, RESTART, PAUSE, RESUME, RESIGN);

  private NodeFaultRows() {}

  private static Function<Moment, Restart> readRestart(Arguments typed) {
    boolean before = typed.isNext("--amnesia");
    NodeSelection nodes = typed.nodes();
    boolean amnesia = before || typed.isNext("--amnesia");
    return now -> new Restart(nodes.amongCrashedAt(now), amnesia);
  }

  private static Function<Moment, Pause> readPause(Arguments typed) {
    NodeSelection nodes = typed.nodes();
    Optional<Duration> length =
        typed.isNext("for") ? Optional.of(Quantities.duration(typed.next())) : Optional.empty();
    if (length.filter(Duration::isZero).isPresent()) {
      throw new UserError("a pause must be longer than 0 ms");
    }
    return now -> new Pause(nodes.at(now), length);
  }

  /** As a person would type it: {@code 2s}, and not {@code 2000ms}. */
  private static String inWords(Duration length) {
    return Quantities.typed(length).replaceAll("000ms$", "s");
  }

  private static Optional<Duration> drawLength(Draws draws) {
    return draws.below(2) == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(1 + draws.below(LONGEST_PAUSE_IN_MILLIS)));
  }

  private static Function<Moment, Fire> readFire(Arguments typed) {
    NodeSelection nodes = typed.nodes();
    String timer = typed.next();
    return now -> {
      SortedSet<NodeId> whose = nodes.at(now);
      return new Fire(whose, pendingTimer("fire", timer, whose, now));
    };
  }

  /**
   * The timer that is meant.
   *
   * @param verb what is typed before the nodes
   * @throws UserError if it is not pending at each of some nodes
   */
  static Timer pendingTimer(String verb, String timer, SortedSet<NodeId> whose, Moment now) {
    String meant = whose.stream().map(node -> meant(timer, node, now)).findFirst().orElse(timer);
    whose.forEach(node -> checkPending(verb, meant, node, now));
    return new Timer(meant);
  }

  /** The timer whose name differs in capitals only, or else what was typed. */
  private static String meant(String timer, NodeId node, Moment now) {
    return now.cluster().pendingTimers(node).stream()
        .filter(timer::equalsIgnoreCase)
        .findFirst()
        .orElse(timer);
  }

  private static void checkPending(String verb, String timer, NodeId node, Moment now) {
    SortedSet<String> pending = now.cluster().pendingTimers(node);
    if (!pending.contains(timer)) {
      throw UserError.unknown(
          "no timer " + Printable.of(timer) + " is pending at " + node,
          timer,
          pending,
          pending.isEmpty()
              ? whyNone(node, now)
              : "type: " + verb + " " + node.value() + " " + String.join(" or ", pending));
    }
  }

  private static String whyNone(NodeId node, Moment now) {
    return now.state().node(node).up()
        ? "none is"
        : "it is down; type: on " + now.spec().name() + " restart " + node.value();
  }

  /** A pending timer of one node, and of others in which it is pending as well. */
  private static List<Fault> drawFire(Draws draws) {
    SortedSet<NodeId> running = draws.those(NodeState::runs);
    running.removeIf(node -> draws.pendingTimers(node).isEmpty());
    if (running.isEmpty()) {
      return List.of();
    }
    NodeId first = draws.some(running).first();
    String timer = draws.pick(draws.pendingTimers(first));
    running.removeIf(node -> !draws.pendingTimers(node).contains(timer));
    SortedSet<NodeId> nodes = draws.some(running);
    nodes.add(first);
    return List.of(new Fire(nodes, new Timer(timer)));
  }
}
