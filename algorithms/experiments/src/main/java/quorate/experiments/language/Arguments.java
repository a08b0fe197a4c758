package quorate.experiments.language;

import java.util.List;
import java.util.Optional;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Delay;

/** The words behind the verb, read from left to right. */
final class Arguments {
  private final FaultRow<?> row;
  private final List<String> words;
  private int read;
  private boolean asksForLeader;
  private int highestNumber;
  private Optional<String> message = Optional.empty();

  Arguments(FaultRow<?> row, List<String> words) {
    this.row = row;
    this.words = words;
  }

  /** Whether some word that was read can be said only of a cluster that has a leader. */
  boolean asksForLeader() {
    return asksForLeader;
  }

  int highestNumber() {
    return highestNumber;
  }

  Optional<String> messageRead() {
    return message;
  }

  String word() {
    return row.word();
  }

  /** Whether all words have been read. */
  boolean isOver() {
    return read == words.size();
  }

  String next() {
    if (isOver()) {
      throw new UserError(row.word() + " needs more; type: " + row.usage());
    }
    return words.get(read++);
  }

  boolean isNext(String word) {
    boolean is = read < words.size() && words.get(read).equals(word);
    read += is ? 1 : 0;
    return is;
  }

  String rest() {
    next();
    String rest = String.join(" ", words.subList(read - 1, words.size()));
    read = words.size();
    return rest;
  }

  /** Nodes; numbers with spaces between them can only be a list. */
  NodeSelection nodes() {
    StringBuilder nodes = new StringBuilder(next());
    while (read < words.size()
        && NodeSelection.isNumbers(words.get(read))
        && !row.usage().contains(" TIMER")) {
      nodes.append(',').append(next());
    }
    return nodes(nodes.toString());
  }

  NodeSelection nodes(String word) {
    NodeSelection nodes = NodeSelection.parse(word);
    asksForLeader |= nodes.asksForLeader();
    highestNumber = Math.max(highestNumber, nodes.highestNumber());
    return nodes;
  }

  Optional<NodeSelection> nodesAfter(String word) {
    return isNext(word) ? Optional.of(nodes()) : Optional.empty();
  }

  LinkSelection links() {
    LinkSelection links = LinkSelection.parse(next());
    asksForLeader |= links.asksForLeader();
    highestNumber = Math.max(highestNumber, links.highestNumber());
    return links;
  }

  /** Links, if some are typed; empty of all links, which may be said. */
  Optional<LinkSelection> linksIfAny() {
    return !isNext("all") && read < words.size() ? Optional.of(links()) : Optional.empty();
  }

  String message() {
    message = Optional.of(next());
    return message.get();
  }

  double share() {
    return Quantities.share(next());
  }

  Delay delay() {
    return Quantities.delay(next());
  }

  void checkAllRead() {
    if (read < words.size()) {
      throw new UserError(
          "'%s' is not understood by %s; type: %s"
              .formatted(Printable.of(words.get(read)), row.word(), row.usage()));
    }
  }
}
