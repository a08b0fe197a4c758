package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Outcome.Leadership;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/** What became of clusters after the same fault, side by side. */
public final class OutcomeTable {

  private static final double SHORTEST_MILLIS = 0.1;

  private final List<Result> results;

  /**
   * One column.
   *
   * @param spec the cluster
   * @param changed what the command changed in it, in a few words
   * @param outcome what became of it
   */
  public record Result(ClusterSpec spec, String changed, Outcome outcome) {}

  /** A table of these results. */
  public OutcomeTable(List<Result> results) {
    this.results = List.copyOf(results);
  }

  /**
   * The table as text.
   *
   * @param did what was done, at the head of the first row: {@code crashed}
   */
  public String render(String did, int width, UnaryOperator<String> bold) {
    if (results.stream().allMatch(result -> result.outcome().isUneventful())) {
      return results.stream()
          .map(result -> uneventful(did, result))
          .collect(Collectors.joining("\n"));
    }
    Table table = new Table(results.stream().map(result -> result.spec().name()).toList());
    table.rowIfAny(did, results.stream().map(result -> Cell.text(result.changed())).toList());
    table.row("leader", cells(OutcomeTable::leader));
    table.rowIfAny("epoch", cells(outcome -> epoch(outcome.epoch())));
    table.rowIfAny("detected", cells(outcome -> Cell.moment(outcome.detected())));
    table.rowIfAny("elected", cells(outcome -> Cell.moment(outcome.elected())));
    table.rowIfAny("converged", best(Outcome::converged));
    table.row("leaderless", cells(OutcomeTable::leaderless));
    table.rowIfAny("two leaders", cells(OutcomeTable::twoLeaders));
    table.rowIfAny("rounds", cells(outcome -> counted(outcome, outcome.rounds())));
    if (results.stream().anyMatch(result -> result.outcome().isMeasured())) {
      addMessages(table);
    }
    return table.render(width, bold)
        + (table.hasBest() ? "\n(* the best of its row)" : "")
        + notes();
  }

  /** {@code raft: healed all links; n3 leads as before, no election within 450 ms}. */
  private static String uneventful(String did, Result result) {
    String name = result.spec().name();
    Cell followed = Cell.millis(result.outcome().followedNanos() / 1e6);
    return String.format(
        "%s: %s %s; %s leads as before, %s within %s ms",
        name,
        did,
        result.changed(),
        result.outcome().leader().orElseThrow(),
        elections(result.outcome().begunLater()),
        followed.number());
  }

  /** A count where something was counted. */
  private static Cell counted(Outcome outcome, long count) {
    return outcome.isMeasured() ? Cell.count(count) : Cell.NONE;
  }

  /** For how long nobody led; of a cluster that did not settle, perhaps until now. */
  private static Cell leaderless(Outcome outcome) {
    if (!outcome.stillLeaderless()) {
      return Cell.moment(outcome.leaderless());
    } else if (outcome.leaderlessNanos() == outcome.followedNanos()) {
      return Cell.text("since then, and counting");
    }
    Cell time = Cell.millis(outcome.leaderlessNanos() / 1e6);
    return new Cell(time.number(), time.rest() + ", and counting", false);
  }

  private void addMessages(Table table) {
    table.row(
        "messages",
        Table.lowestIsBest(
            results,
            result -> counted(result.outcome(), sent(result.outcome())),
            result -> compared(OptionalLong.of(sent(result.outcome())))),
        "sent before convergence, excluding heartbeats");
    for (String name : namesOfMessages()) {
      table.row("  " + name, cells(outcome -> tally(outcome, name)));
    }
  }

  private static long sent(Outcome outcome) {
    return outcome.messages().heartbeatsApart().sent();
  }

  private static Cell tally(Outcome outcome, String name) {
    Tally tally = outcome.messages().byType().get(name);
    return tally == null || tally.sent() == 0 ? Cell.DOT : Cell.count(tally.sent());
  }

  /** Types in the order in which the algorithms declare them, algorithm by algorithm. */
  private List<String> namesOfMessages() {
    List<String> names = new ArrayList<>();
    for (Result result : results) {
      SortedSet<String> own = new TreeSet<>(Messages.inOrder(result.spec().algorithm()));
      result.outcome().messages().byType().entrySet().stream()
          .filter(entry -> entry.getValue().purpose() != Purpose.HEARTBEAT)
          .forEach(entry -> own.add(entry.getKey()));
      own.stream().filter(name -> !names.contains(name)).forEach(names::add);
    }
    return names;
  }

  private List<Cell> cells(Function<Outcome, Cell> cell) {
    return results.stream().map(Result::outcome).map(cell).toList();
  }

  private List<Cell> best(Function<Outcome, OptionalLong> moment) {
    return Table.lowestIsBest(
        results,
        result -> Cell.moment(moment.apply(result.outcome())),
        result -> compared(moment.apply(result.outcome())));
  }

  /** Clusters compete where each has held an election that came to an end. */
  private OptionalDouble compared(OptionalLong figure) {
    boolean allElected =
        results.stream()
            .map(Result::outcome)
            .allMatch(outcome -> outcome.settled() && outcome.rounds() > 0);
    return allElected && figure.isPresent()
        ? OptionalDouble.of(figure.getAsLong())
        : OptionalDouble.empty();
  }

  private static Cell leader(Outcome outcome) {
    if (!outcome.settled()) {
      return Cell.text("none agreed");
    } else if (outcome.leader().isEmpty()) {
      return Cell.text(names(outcome.leaders().subList(0, outcome.agreed())));
    }
    boolean stays = outcome.before().equals(outcome.leader());
    return Cell.text(outcome.leader().get() + (stays ? ", as before" : ""));
  }

  private static String names(List<Leadership> leaders) {
    return leaders.stream()
        .map(Leadership::leader)
        .map(NodeId::toString)
        .collect(Collectors.joining(" and "));
  }

  private static Cell epoch(OptionalLong epoch) {
    return epoch.isPresent() ? Cell.count(epoch.getAsLong()) : Cell.NONE;
  }

  /** For how long there were two, and whether there still are. */
  private static Cell twoLeaders(Outcome outcome) {
    String still = outcome.leaders().size() < 2 ? "" : "still " + names(outcome.leaders());
    if (outcome.twoLeaders().isEmpty()) {
      return still.isEmpty() ? Cell.NONE : Cell.text(still);
    } else if (outcome.timesTwoLeaders() == 0) {
      return Cell.text("never");
    }
    Cell time = briefly(outcome.twoLeadersNanos() / 1e6);
    return still.isEmpty() ? time : new Cell(time.number(), "ms, " + still, false);
  }

  /** A time that may be none at all in virtual time, where something began and was over at once. */
  static Cell briefly(double millis) {
    return millis < SHORTEST_MILLIS
        ? new Cell("<" + SHORTEST_MILLIS, "ms", false)
        : Cell.millis(millis);
  }

  private String notes() {
    StringBuilder notes = new StringBuilder();
    for (Result result : results) {
      String name = result.spec().name();
      Outcome outcome = result.outcome();
      outcome
          .unsettledBecause()
          .ifPresent(
              why -> notes.append('\n').append(name).append(" has not settled: ").append(why));
      if (outcome.begunLater() > 0) {
        notes.append('\n').append(name).append(": ").append(inVain(outcome.begunLater()));
      }
      if (outcome.agreed() > 1) {
        notes
            .append('\n')
            .append(name)
            .append(" is split: each leader leads the nodes that it can reach");
      }
      outcome.leaders().stream()
          .skip(Math.max(outcome.agreed(), 1))
          .filter(old -> outcome.agreed() > 0)
          .forEach(old -> notes.append('\n').append(deposed(name, old)));
    }
    return notes.toString();
  }

  private static String inVain(long elections) {
    return elections == 1
        ? "one election began after it had converged, in vain"
        : elections + " elections began after it had converged, in vain";
  }

  private static String elections(long inVain) {
    return inVain == 0
        ? "no election"
        : inVain == 1 ? "one election in vain" : inVain + " elections in vain";
  }

  private static String deposed(String name, Leadership old) {
    String epoch = old.epoch().isPresent() ? " epoch " + old.epoch().getAsLong() : "";
    return String.format(
        "%s: %s still believes that it leads%s; no majority follows it", name, old.leader(), epoch);
  }
}
