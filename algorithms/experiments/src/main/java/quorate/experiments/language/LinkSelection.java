package quorate.experiments.language;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * Links as a person names them: {@code 1-3} for both directions, {@code 1->3} for one, {@code
 * 1-2,2-3} for several, {@code leader->followers} for all between two selections of nodes.
 */
public final class LinkSelection {

  private static final Pattern LINK = Pattern.compile("([^->]+)(->|-)([^->]+)");

  /** Nodes on both sides of one link, as in {@code 1,2-3,4}: the commas part links as well. */
  private static final Pattern BETWEEN =
      Pattern.compile("(\\d{1,4}(?:,\\d{1,4}){0,9})(->|-)(\\d{1,4}(?:,\\d{1,4}){0,9})");

  /** A list of links. */
  private static final String LIST = "[^,]*-[^,]*(,[^,]*-[^,]*)*";

  private final List<Part> parts;

  private record Part(NodeSelection from, boolean bothWays, NodeSelection to) {}

  private LinkSelection(List<Part> parts) {
    this.parts = parts;
  }

  /** Throws a UserError if a part of it is no link. */
  public static LinkSelection parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher between = BETWEEN.matcher(text);
    if (between.matches() && text.contains(",") && !text.matches(LIST)) {
      throw new UserError(
          "'%s' could mean several links; type each: %s"
              .formatted(Printable.of(text), each(between)));
    }
    for (String link : text.split(",", -1)) {
      Matcher matcher = LINK.matcher(link);
      if (!matcher.matches()) {
        throw new UserError(
            "'%s' is no link; type 1-3 for both directions, 1->3 for one, or a list of these"
                .formatted(Printable.of(link)));
      }
      parts.add(
          new Part(
              NodeSelection.parse(matcher.group(1)),
              matcher.group(2).equals("-"),
              NodeSelection.parse(matcher.group(3))));
    }
    return new LinkSelection(parts);
  }

  private static String each(Matcher between) {
    return Stream.of(between.group(1).split(","))
        .flatMap(
            from -> Stream.of(between.group(3).split(",")).map(to -> from + between.group(2) + to))
        .collect(Collectors.joining(","));
  }

  boolean asksForLeader() {
    return parts.stream().anyMatch(it -> it.from().asksForLeader() || it.to().asksForLeader());
  }

  int highestNumber() {
    return parts.stream()
        .mapToInt(it -> Math.max(it.from().highestNumber(), it.to().highestNumber()))
        .max()
        .orElse(0);
  }

  /**
   * The directions that the selection means at a moment, at least one.
   *
   * @throws UserError if there is no such node, or a link joins a node with itself
   */
  public SortedSet<Direction> at(Moment moment) {
    SortedSet<Direction> directions = new TreeSet<>();
    for (Part part : parts) {
      SortedSet<NodeId> ends = part.to().at(moment);
      for (NodeId from : part.from().at(moment)) {
        ends.forEach(to -> directions.add(new Direction(from, to)));
        if (part.bothWays()) {
          ends.forEach(to -> directions.add(new Direction(to, from)));
        }
      }
    }
    directions.removeIf(it -> it.from().equals(it.to()));
    if (directions.isEmpty()) {
      throw new UserError("a link joins two nodes, but this names one");
    }
    return directions;
  }
}
