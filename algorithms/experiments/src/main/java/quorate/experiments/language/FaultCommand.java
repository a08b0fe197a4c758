package quorate.experiments.language;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Cutting.Bridge;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Cutting.Deaf;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Cutting.Mute;
import quorate.lab.cluster.Cutting.OnlyLinks;
import quorate.lab.cluster.Cutting.Partition;
import quorate.lab.cluster.Cutting.Ring;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Fire;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Resign;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.LinkFault.Isolate;
import quorate.lab.cluster.LinkFault.Loss;
import quorate.lab.cluster.LinkFault.Mute;
import quorate.lab.cluster.LinkFault.OnlyLinks;
import quorate.lab.cluster.LinkFault.Partition;
import quorate.lab.cluster.LinkFault.Reorder;
import quorate.lab.cluster.LinkFault.Ring;
import quorate.lab.cluster.Messages;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.cluster.Troubling.Duplicate;
import quorate.lab.cluster.Troubling.Loss;
import quorate.lab.cluster.Troubling.Reorder;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/**
 * A fault as a person types it. It can be read without a cluster; which nodes it hits is found out
 * when it is done, cluster by cluster.
 */
public final class FaultCommand {

  private static final Map<String, String> USAGES = usages();

  private final String text;
  private final boolean asksForLeader;
  private final int highestNumber;
  private final Optional<String> message;
  private final Resolver resolver;

  /** Finds out what a command means in a cluster. */
  @FunctionalInterface
  private interface Resolver {
    Fault at(Moment moment);
  }

  private FaultCommand(String text, Arguments read, Resolver resolver) {
    this.text = text;
    this.asksForLeader = read.askForLeader();
    this.highestNumber = read.highestNumber();
    this.message = read.messageRead();
    this.resolver = resolver;
  }

  /** The first words of all faults, in the order in which a reader meets them. */
  public static List<String> verbs() {
    return List.copyOf(USAGES.keySet());
  }

  /** Whether a word begins a fault. */
  public static boolean isOne(String verb) {
    return USAGES.containsKey(verb);
  }

  /**
   * What is typed for a fault, in general: {@code pause NODES [for TIME]}.
   *
   * @throws IllegalArgumentException if there is no such fault
   */
  public static String usage(String verb) {
    if (!isOne(verb)) {
      throw new IllegalArgumentException("no fault: " + verb);
    }
    return USAGES.get(verb);
  }

  private static Map<String, String> usages() {
    Map<String, String> usages = new LinkedHashMap<>();
    for (String usage :
        List.of(
            "crash NODES",
            "restart NODES [--amnesia]",
            "pause NODES [for TIME]",
            "resume NODES",
            "resign NODES",
            "partition NODES [| NODES ...]",
            "isolate NODES",
            "cut LINKS",
            "deaf NODES",
            "mute NODES",
            "bridge NODE",
            "ring",
            "links LINKS",
            "loss SHARE [LINKS]",
            "delay DELAY [LINKS]",
            "duplicate SHARE [LINKS]",
            "reorder SHARE [LINKS]",
            "drop MESSAGE [from NODES] [to NODES] [next COUNT]",
            "heal [LINKS]",
            "fire NODES TIMER")) {
      usages.put(usage.split(" ")[0], usage);
    }
    return Collections.unmodifiableMap(usages);
  }

  /**
   * Reads a fault.
   *
   * @param words what was typed, the verb first
   * @throws UserError if it is none, or could be none in any cluster
   */
  public static FaultCommand parse(List<String> words) {
    String verb = words.get(0);
    if (!isOne(verb)) {
      throw UserError.unknown("fault", verb, USAGES.keySet());
    }
    Arguments typed = new Arguments(verb, words.subList(1, words.size()));
    Resolver resolver = resolver(verb, typed);
    typed.checkAllRead();
    return new FaultCommand(String.join(" ", words), typed, resolver);
  }

  /** Reads a fault from a line: {@code cut 1->3}. */
  public static FaultCommand parse(String line) {
    return parse(List.of(line.strip().split("\\s+")));
  }

  private static Resolver resolver(String verb, Arguments typed) {
    return switch (verb) {
      case "crash" -> of(typed.nodes(), Crash::new);
      case "restart" -> restart(typed);
      case "pause" -> pause(typed);
      case "resume" -> of(typed.nodes(), Resume::new);
      case "resign" -> of(typed.nodes(), Resign::new);
      case "partition" -> partition(typed);
      case "isolate" -> of(typed.nodes(), Isolate::new);
      case "deaf" -> of(typed.nodes(), Deaf::new);
      case "mute" -> of(typed.nodes(), Mute::new);
      case "bridge" -> bridge(typed.nodes());
      case "ring" -> now -> new Ring();
      case "cut" -> cut(typed.links());
      case "links" -> only(typed.links());
      case "loss" -> at(typed.share(), typed.linksIfAny(), Loss::new);
      case "duplicate" -> at(typed.share(), typed.linksIfAny(), Duplicate::new);
      case "reorder" -> at(typed.share(), typed.linksIfAny(), Reorder::new);
      case "delay" -> at(typed.delay(), typed.linksIfAny(), Delayed::new);
      case "heal" -> at(verb, typed.linksIfAny(), (it, links) -> new Heal(links));
      case "drop" -> drop(typed);
      case "fire" -> fire(typed);
      default -> throw new IllegalStateException("no rule for " + verb);
    };
  }

  /** A fault of some nodes. */
  private interface OfNodes {
    Fault of(SortedSet<NodeId> nodes);
  }

  private static Resolver of(NodeSelection nodes, OfNodes fault) {
    return now -> fault.of(nodes.at(now));
  }

  /** A fault of some kind or strength, of some links. */
  private interface OfLinks<T> {
    Fault of(T what, SortedSet<Direction> links);
  }

  private static <T> Resolver at(T what, Optional<LinkSelection> links, OfLinks<T> fault) {
    return now -> fault.of(what, links.map(it -> it.at(now)).orElseGet(TreeSet::new));
  }

  private static Resolver restart(Arguments typed) {
    boolean before = typed.isNext("--amnesia");
    NodeSelection nodes = typed.nodes();
    boolean amnesia = before || typed.isNext("--amnesia");
    return now -> new Restart(nodes.amongCrashedAt(now), amnesia);
  }

  private static Resolver pause(Arguments typed) {
    NodeSelection nodes = typed.nodes();
    Optional<Duration> length =
        typed.isNext("for") ? Optional.of(Quantities.duration(typed.next())) : Optional.empty();
    if (length.filter(Duration::isZero).isPresent()) {
      throw new UserError("a pause must be longer than 0 ms");
    }
    return now -> new Pause(nodes.at(now), length);
  }

  private static Resolver partition(Arguments typed) {
    List<NodeSelection> groups = new ArrayList<>();
    for (String group : typed.rest().split("\\|", -1)) {
      groups.add(typed.nodes(group.strip().replaceAll("\\s*,\\s*|\\s+", ",")));
    }
    return now -> {
      List<SortedSet<NodeId>> sides = new ArrayList<>();
      groups.forEach(group -> sides.add(group.at(now)));
      SortedSet<NodeId> rest = new TreeSet<>(now.spec().members());
      sides.forEach(rest::removeAll);
      if (!rest.isEmpty()) {
        sides.add(rest);
      }
      sides.removeIf(SortedSet::isEmpty);
      if (sides.size() < 2) {
        throw new UserError(
            "one group of all nodes is no partition; name fewer, or type | between groups");
      }
      return checked(() -> new Partition(sides));
    };
  }

  private static Resolver bridge(NodeSelection node) {
    return now -> new Bridge(node.oneAt(now));
  }

  private static Resolver cut(LinkSelection links) {
    return now -> new Cut(links.at(now));
  }

  private static Resolver only(LinkSelection links) {
    return now -> new OnlyLinks(links.at(now));
  }

  private static Resolver drop(Arguments typed) {
    String message = typed.message();
    Optional<NodeSelection> from = typed.nodesAfter("from");
    Optional<NodeSelection> to = typed.nodesAfter("to");
    OptionalInt next =
        typed.isNext("next")
            ? OptionalInt.of(Quantities.integer(typed.next(), "a number of messages"))
            : OptionalInt.empty();
    if (next.isPresent() && next.getAsInt() < 1) {
      throw new UserError("drop at least the next 1, got " + next.getAsInt());
    }
    return now -> {
      checkMessage(message, now.spec());
      return new Drop(message, at(from, now), at(to, now), next);
    };
  }

  private static SortedSet<NodeId> at(Optional<NodeSelection> nodes, Moment now) {
    return nodes.map(it -> it.at(now)).orElseGet(TreeSet::new);
  }

  private static void checkMessage(String name, ClusterSpec spec) {
    List<String> known = Messages.namesOf(spec.algorithm()).stream().sorted().toList();
    if (!known.contains(name)) {
      throw UserError.unknown("message of " + spec.algorithm().name(), name, known);
    }
  }

  private static Resolver fire(Arguments typed) {
    NodeSelection nodes = typed.nodes();
    String timer = typed.next();
    return now -> {
      SortedSet<NodeId> whose = nodes.at(now);
      whose.forEach(node -> checkPending(timer, node, now));
      return checked(() -> new Fire(whose, new Timer(timer)));
    };
  }

  private static void checkPending(String timer, NodeId node, Moment now) {
    SortedSet<String> pending = now.cluster().pendingTimers(node);
    if (!pending.contains(timer)) {
      throw UserError.unknown(
          "no timer " + Printable.of(timer) + " is pending at " + node,
          timer,
          pending,
          pending.isEmpty()
              ? whyNone(node, now)
              : "type: fire " + node.value() + " " + String.join(" or ", pending));
    }
  }

  private static String whyNone(NodeId node, Moment now) {
    return now.state().node(node).up()
        ? "none is"
        : "it is down; type: on " + now.spec().name() + " restart " + node.value();
  }

  private static Fault checked(Supplier<Fault> fault) {
    try {
      return fault.get();
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
  }

  /**
   * Checks, before there is a cluster, that the nodes and messages that it names exist.
   *
   * @throws UserError if one does not
   */
  public void check(ClusterSpec spec) {
    if (highestNumber > spec.size()) {
      throw Moment.noNode(highestNumber, spec);
    }
    message.ifPresent(name -> checkMessage(name, spec));
  }

  /** Whether it can be done only to a cluster that has a leader. */
  public boolean asksForLeader() {
    return asksForLeader;
  }

  /**
   * What the command means in a cluster. On the cluster's thread.
   *
   * @throws UserError if it names what is not there
   */
  public Fault at(Moment moment) {
    return resolver.at(moment);
  }

  /** As it was typed. */
  @Override
  public String toString() {
    return text;
  }
}
