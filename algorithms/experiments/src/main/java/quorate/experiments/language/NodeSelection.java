package quorate.experiments.language;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.spi.NodeId;

/**
 * Nodes as a person names them: {@code 3}, {@code 1,2}, {@code 3..5}, {@code manager}, by their
 * parts, like {@code leader}, and lists of these. Whom a word means depends on the cluster and on
 * the moment.
 */
public final class NodeSelection {

  /** The words that name nodes by what they are. */
  public static final List<String> WORDS =
      List.of(
          "leader",
          "followers",
          "follower",
          "majority",
          "minority",
          "half",
          "highest",
          "random",
          "all");

  private static final List<String> ABOUT_THE_LEADER = List.of("leader", "followers", "follower");
  private static final Pattern NUMBERS =
      Pattern.compile("[nN]?(\\d{1,9})(?:\\.\\.[nN]?(\\d{1,9}))?");

  private final List<String> parts;

  private NodeSelection(List<String> parts) {
    this.parts = parts;
  }

  /** Throws a UserError if a part of it names no node in any cluster. */
  public static NodeSelection parse(String text) {
    List<String> parts = Stream.of(text.split(",", -1)).map(NodeSelection::meant).toList();
    for (String part : parts) {
      if (!WORDS.contains(part) && !isNumber(part)) {
        throw UserError.unknown(
            "'" + Printable.of(part) + "' names no node",
            part,
            WORDS,
            "type a number, 1,2 or 3..5, or one of " + String.join(", ", WORDS));
      }
    }
    return new NodeSelection(parts);
  }

  /** A word however it is written: there is none that differs from another in capitals only. */
  private static String meant(String part) {
    String small = part.toLowerCase(Locale.ROOT);
    return WORDS.contains(small) || NodeId.service(small).isPresent() ? small : part;
  }

  private static boolean isNumber(String part) {
    return NUMBERS.matcher(part).matches() || NodeId.service(part).isPresent();
  }

  /** Whether a word can only be the number of a node, or a service, or several of these. */
  static boolean isNumbers(String word) {
    return Stream.of(word.split(",", -1)).allMatch(NodeSelection::isNumber);
  }

  /** Whether it can be said only of a cluster that has a leader. */
  public boolean asksForLeader() {
    return parts.stream().anyMatch(ABOUT_THE_LEADER::contains);
  }

  /** The highest number that it names; 0 if it names none. */
  int highestNumber() {
    return parts.stream()
        .filter(it -> NUMBERS.matcher(it).matches())
        .flatMap(it -> Stream.of(it.replaceAll("[nN]", "").split("\\.\\.")))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(0);
  }

  /** Whom the selection means at a moment; throws a UserError if there is no such node. */
  public SortedSet<NodeId> at(Moment moment) {
    SortedSet<NodeId> nodes = new TreeSet<>();
    parts.forEach(part -> nodes.addAll(resolve(part, moment)));
    return nodes;
  }

  /**
   * Whom the selection means among nodes of which only those that crashed matter: {@code random} is
   * one of these.
   *
   * @throws UserError if there is no such node
   */
  SortedSet<NodeId> amongCrashedAt(Moment moment) {
    SortedSet<NodeId> crashed = moment.hosts();
    crashed.removeIf(node -> moment.state().node(node).up());
    return parts.equals(List.of("random")) && !crashed.isEmpty()
        ? only(moment.oneOf(crashed))
        : at(moment);
  }

  /** The node that it means at a moment; throws a UserError if it means none or several. */
  public NodeId oneAt(Moment moment) {
    SortedSet<NodeId> nodes = at(moment);
    if (nodes.size() != 1) {
      throw new UserError("one node is needed, but " + String.join(",", parts) + " means " + nodes);
    }
    return nodes.first();
  }

  private static SortedSet<NodeId> resolve(String part, Moment now) {
    return switch (part) {
      case "all" -> now.hosts();
      case "leader" -> only(now.leader());
      case "followers" -> now.followers();
      case "follower" -> only(now.oneOf(now.followers()));
      case "random" -> only(now.oneOf(now.state().running()));
      case "highest" -> only(now.member(now.spec().size()));
      case "majority" -> now.first(now.spec().majority());
      case "half" -> now.first(now.spec().size() / 2);
      case "minority" -> {
        SortedSet<NodeId> rest = new TreeSet<>(now.spec().members());
        rest.removeAll(now.first(now.spec().majority()));
        yield rest;
      }
      default -> numbers(part, now);
    };
  }

  static SortedSet<NodeId> only(NodeId node) {
    return new TreeSet<>(List.of(node));
  }

  private static SortedSet<NodeId> numbers(String part, Moment now) {
    Optional<NodeId> service = NodeId.service(part);
    if (service.isPresent()) {
      return only(now.service(service.get()));
    }
    Matcher matcher = NUMBERS.matcher(part);
    if (!matcher.matches()) {
      throw new IllegalStateException("not checked: " + part);
    }
    NodeId first = now.member(Integer.parseInt(matcher.group(1)));
    NodeId last = matcher.group(2) == null ? first : now.member(Integer.parseInt(matcher.group(2)));
    if (first.isAbove(last)) {
      throw new UserError(part + " runs backwards; type: " + last.value() + ".." + first.value());
    }
    return new TreeSet<>(now.spec().members().subList(first.value() - 1, last.value()));
  }
}
