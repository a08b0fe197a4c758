package quorate.experiments.language;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Messages;

/**
 * A fault as a person types it. It can be read without a cluster; which nodes it hits is found out
 * when it is done, cluster by cluster.
 */
public final class FaultCommand {

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final String text;
  private final FaultRow<?> row;
  private final Arguments read;
  private final Function<Moment, ? extends Fault> resolver;

  private FaultCommand(
      String text, FaultRow<?> row, Arguments read, Function<Moment, ? extends Fault> resolver) {
    this.text = text;
    this.row = row;
    this.read = read;
    this.resolver = resolver;
  }

  /**
   * Reads a fault.
   *
   * @param words what was typed, the verb first
   * @throws UserError if it is none, or could be none in any cluster
   */
  public static FaultCommand parse(List<String> words) {
    FaultRow<?> row = FaultRows.all().get(words.get(0));
    if (row == null) {
      throw UserError.unknown("fault", words.get(0), FaultRows.all().keySet());
    }
    Arguments typed = new Arguments(row, words.subList(1, words.size()));
    Function<Moment, ? extends Fault> resolver = row.reader().apply(typed);
    typed.checkAllRead();
    return new FaultCommand(String.join(" ", words), row, typed, resolver);
  }

  /** Reads a fault from a line: {@code cut 1->3}. */
  public static FaultCommand parse(String line) {
    return parse(List.of(SPACE.split(line.strip())));
  }

  /** Checks that the messages of an algorithm have a name. */
  static void checkMessage(String name, ClusterSpec spec) {
    List<String> known = Messages.namesOf(spec.algorithm()).stream().sorted().toList();
    if (!known.contains(name) && !Messages.namesOfStore().contains(name)) {
      throw UserError.unknown("message of " + spec.algorithm().name(), name, known);
    }
  }

  /** Throws a UserError if a node or message that it names does not exist in such a cluster. */
  public void check(ClusterSpec spec) {
    if (read.highestNumber() > spec.size()) {
      throw Moment.noNode(read.highestNumber(), spec);
    }
    read.messageRead().ifPresent(name -> checkMessage(name, spec));
  }

  public boolean asksForLeader() {
    return read.asksForLeader();
  }

  /** What it means in a cluster; throws a UserError if it names what is not there. */
  public Fault at(Moment moment) {
    try {
      return resolver.apply(moment);
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
  }

  /** What a fault that this means is about to change. */
  public Change changed(Fault fault, Moment before) {
    return row.changed(fault, before);
  }

  @Override
  public String toString() {
    return text;
  }
}
