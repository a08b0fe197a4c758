package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Outcome.Leadership;
import quorate.report.OutcomesView.ClusterOutcome;
import quorate.spi.NodeId;

/** What became of clusters after the same fault, side by side. */
final class OutcomeTable {

  private static final double SHORTEST_MILLIS = 0.1;

  private final List<ClusterOutcome> results;

  OutcomeTable(List<ClusterOutcome> results) {
    this.results = List.copyOf(results);
  }

  /** The head of the first row says what was done: {@code crashed}. */
  String render(String did, Display display) {
    if (results.stream().allMatch(result -> result.outcome().isUneventful())) {
      return results.stream()
          .map(result -> Wrapping.text(uneventful(did, result), display.lineWidth()))
          .collect(Collectors.joining("\n"));
    }
    Columns<ClusterOutcome> table = new Columns<>(results, it -> it.name().name());
    table
        .rowIfAny(did, it -> Cell.text(it.changed().words()))
        .row("leader", it -> leader(it.outcome()))
        .rowIfAny("epoch", it -> Cell.count(it.outcome().epoch()))
        .rowIfAny("detected", it -> Cell.moment(it.outcome().detected()))
        .rowIfAny("elected", it -> Cell.moment(it.outcome().elected()));
    if (results.stream().anyMatch(it -> it.outcome().converged().isPresent())) {
      table.lowestIsBest(
          "converged",
          it -> Cell.moment(it.outcome().converged()),
          it -> compared(it.outcome().converged()),
          "");
    }
    table
        .row("leaderless", it -> leaderless(it.outcome()))
        .rowIfAny("two leaders", it -> twoLeaders(it.outcome()))
        .rowIfAny("rounds", it -> counted(it, it.outcome().rounds()));
    if (results.stream().anyMatch(result -> result.outcome().isMeasured())) {
      addMessages(table);
    }
    StoreRows.add(table, it -> it.outcome().writes());
    return table.render(display)
        + (table.hasBest() ? "\n(* the best of its row)" : "")
        + notes(display);
  }

  /** {@code raft: healed all links; n3 leads as before, no election within 450 ms}. */
  private static String uneventful(String did, ClusterOutcome result) {
    String name = result.name().name();
    Cell followed = Cell.millis(result.outcome().followedNanos() / 1e6);
    return String.format(
        "%s: %s %s; %s leads as before, %s within %s ms",
        name,
        did,
        result.changed().words(),
        result.outcome().leader().orElseThrow(),
        elections(result.outcome().begunLater()),
        followed.number());
  }

  /** A count where something was counted. */
  private static Cell counted(ClusterOutcome result, long count) {
    boolean seen = Messages.areSeen(result.spec().algorithm());
    return seen && result.outcome().isMeasured() ? Cell.count(count) : Cell.NONE;
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

  private void addMessages(Columns<ClusterOutcome> table) {
    table.lowestIsBest(
        "messages",
        it -> counted(it, sent(it.outcome())),
        it -> compared(OptionalLong.of(sent(it.outcome()))),
        "sent before convergence, excluding heartbeats");
    for (String name : namesOfMessages()) {
      table.row("  " + name, it -> tally(it.outcome(), name));
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
    for (ClusterOutcome result : results) {
      SortedSet<String> own = new TreeSet<>(Messages.inOrder(result.spec().algorithm()));
      result.outcome().messages().byType().entrySet().stream()
          .filter(entry -> !entry.getValue().purpose().isIdling())
          .forEach(entry -> own.add(entry.getKey()));
      own.stream().filter(name -> !names.contains(name)).forEach(names::add);
    }
    return names;
  }

  /** Clusters compete where each has held an election that came to an end. */
  private OptionalDouble compared(OptionalLong figure) {
    boolean allElected =
        results.stream()
            .map(ClusterOutcome::outcome)
            .allMatch(outcome -> outcome.settled() && outcome.rounds() > 0);
    return allElected && figure.isPresent()
        ? OptionalDouble.of(figure.getAsLong())
        : OptionalDouble.empty();
  }

  private static Cell leader(Outcome outcome) {
    if (!outcome.settled()) {
      return Cell.text("none agreed").in(Tone.BAD);
    } else if (outcome.leader().isEmpty()) {
      return Cell.text(names(outcome.leaders().subList(0, outcome.agreed())));
    }
    boolean stays = outcome.before().equals(outcome.leader());
    return Cell.text(outcome.leader().get() + (stays ? ", as before" : "")).in(Tone.LEADER);
  }

  private static String names(List<Leadership> leaders) {
    return leaders.stream()
        .map(Leadership::leader)
        .map(NodeId::toString)
        .collect(Collectors.joining(" and "));
  }

  /** For how long there were two, and whether there still are. */
  private static Cell twoLeaders(Outcome outcome) {
    String still = outcome.leaders().size() < 2 ? "" : "still " + names(outcome.leaders());
    if (outcome.twoLeaders().isEmpty()) {
      return still.isEmpty() ? Cell.NONE : Cell.text(still).in(Tone.BAD);
    } else if (outcome.timesTwoLeaders() == 0) {
      return Cell.text("never");
    }
    Cell time = briefly(outcome.twoLeadersNanos() / 1e6);
    return still.isEmpty()
        ? time.in(Tone.BAD)
        : new Cell(time.number(), "ms, " + still, false, Tone.BAD);
  }

  /** A time that may be none at all in virtual time, where something began and was over at once. */
  static Cell briefly(double millis) {
    return millis < SHORTEST_MILLIS
        ? new Cell("<" + SHORTEST_MILLIS, "ms", false)
        : Cell.millis(millis);
  }

  private String notes(Display display) {
    List<String> notes = new ArrayList<>();
    for (ClusterOutcome result : results) {
      String name = result.name().name();
      Outcome outcome = result.outcome();
      outcome.unsettledBecause().ifPresent(why -> notes.add(name + " has not settled: " + why));
      if (outcome.begunLater() > 0) {
        notes.add(name + ": " + inVain(outcome.begunLater()));
      }
      if (outcome.agreed() > 1) {
        notes.add(name + " is split: each leader leads the nodes that it can reach");
      }
      outcome.leaders().stream()
          .skip(Math.max(outcome.agreed(), 1))
          .filter(old -> outcome.agreed() > 0)
          .forEach(old -> notes.add(deposed(name, old)));
    }
    return notes.stream()
        .map(note -> "\n" + Wrapping.text(note, display.lineWidth()))
        .collect(Collectors.joining());
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
