package quorate.prompt.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import quorate.experiments.ObservedCluster;
import quorate.lab.measure.Counts;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.DropCause;
import quorate.prompt.console.Console;
import quorate.prompt.console.Desk;
import quorate.report.Cell;
import quorate.report.Json;
import quorate.report.OutcomeTable;
import quorate.report.Table;
import quorate.session.Answer;
import quorate.session.Session.Election;
import quorate.spi.Purpose;
import quorate.spi.Theory;

/** Shows message counts side by side, and beside the last election what the theory says. */
@Command(
    name = "counts",
    description = "messages by type and purpose: sent, delivered, dropped, bytes; and the theory",
    customSynopsis = "counts [--reset]",
    footer = {
      "",
      "Counted since the start, or since the last counts --reset. A message is counted when it is "
          + "sent to another node, also to a crashed one. Bytes are those of the frames that arrived. "
          + "The theory is the paper's formula for one undisturbed election, heartbeats apart."
    })
public final class CountsVerb extends Verb {

  @Option(names = "--reset", description = "print, and count from nothing again")
  private boolean reset;

  /** The command of a session. */
  public CountsVerb(Desk desk) {
    super(desk);
  }

  @Override
  public Answer run(String typed) {
    Map<ObservedCluster, Counts> counts = new LinkedHashMap<>();
    session().clusters().forEach(cluster -> counts.put(cluster, cluster.counts()));
    ObjectNode json = Json.object();
    ArrayNode clusters = json.putArray("clusters");
    counts.forEach((cluster, its) -> clusters.add(json(cluster, its)));
    String text = text(counts);
    if (reset) {
      counts.keySet().forEach(ObservedCluster::resetCounts);
    }
    return Answer.of(json, text + (reset ? "\ncounting from nothing again" : ""));
  }

  private String text(Map<ObservedCluster, Counts> counts) {
    List<ObservedCluster> clusters = List.copyOf(counts.keySet());
    Table table = new Table(names(clusters));
    table.heading("sent / delivered");
    for (String name : types(clusters, counts)) {
      table.row("  " + name, cells(counts, its -> pair(its.byType().get(name))));
    }
    for (Purpose purpose : Purpose.values()) {
      String head = "all " + purpose.name().toLowerCase(Locale.ROOT);
      table.rowIfAny(head, cells(counts, its -> pair(its.of(purpose))));
    }
    for (DropCause cause : DropCause.values()) {
      table.rowIfAny(
          "dropped, " + cause.words(), cells(counts, its -> dropped(its.total(), cause)));
    }
    table.row("bytes", cells(counts, its -> bytes(its.total().bytes())));
    List<Optional<Election>> elections = clusters.stream().map(session()::lastElection).toList();
    addTheory(table, elections);
    Console console = console();
    return table.render(console.width(), console::bold) + whyItDiffers(clusters, elections);
  }

  private static void addTheory(Table table, List<Optional<Election>> elections) {
    if (elections.stream().allMatch(Optional::isEmpty)) {
      return;
    }
    table.row("last election", cells(elections, election -> Cell.text(election.cause())));
    table.row("  sent", cells(elections, election -> Cell.count(sent(election.outcome()))));
    table.row(
        "  theory",
        cells(
            elections,
            election ->
                election
                    .theory()
                    .map(theory -> Cell.count(theory.sent()))
                    .orElse(Cell.text("no formula"))));
  }

  /** The formulas, and for each election that cost something else, why that may be. */
  private static String whyItDiffers(
      List<ObservedCluster> clusters, List<Optional<Election>> elections) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < clusters.size(); i++) {
      if (elections.get(i).isPresent()) {
        String name = clusters.get(i).spec().name();
        lines.append("\n").append(name).append(": ").append(comparison(elections.get(i).get()));
      }
    }
    return lines.toString();
  }

  private static String comparison(Election election) {
    Outcome outcome = election.outcome();
    Optional<Theory> theory = election.theory();
    if (theory.isEmpty()) {
      return "no formula covers this election";
    }
    String formula = "theory " + theory.get().formula();
    if (theory.get().sent() == sent(outcome)) {
      return formula + ", as measured";
    } else if (theory.get().sent() == sent(outcome) + outcome.sentLater()) {
      return String.format(
          "%s; as measured, with the %d that were sent after the cluster had converged",
          formula, outcome.sentLater());
    }
    return formula + "; it differs because " + String.join(", and ", reasons(outcome));
  }

  private static List<String> reasons(Outcome outcome) {
    List<String> reasons = new ArrayList<>();
    Tally messages = outcome.messages().heartbeatsApart();
    if (outcome.rounds() > 1 && outcome.epoch().isPresent()) {
      reasons.add(outcome.rounds() + " rounds were begun, and the formula is for one");
    }
    if (messages.dropped().containsKey(DropCause.CUT)) {
      long cut = messages.dropped().get(DropCause.CUT);
      reasons.add(cut + (cut == 1 ? " message" : " messages") + " met a cut link");
    }
    if (outcome.sentLater() > 0) {
      reasons.add(outcome.sentLater() + " more were sent after the cluster had converged");
    }
    if (!outcome.settled()) {
      reasons.add("the election did not come to an end");
    }
    if (reasons.isEmpty()) {
      reasons.add("it was not undisturbed: several nodes began, or others came in late");
    }
    return reasons;
  }

  private static long sent(Outcome outcome) {
    return outcome.messages().heartbeatsApart().sent();
  }

  private static List<String> types(
      List<ObservedCluster> clusters, Map<ObservedCluster, Counts> counts) {
    List<String> types = new ArrayList<>();
    for (ObservedCluster cluster : clusters) {
      counts.get(cluster).byType().keySet().stream()
          .filter(name -> !types.contains(name))
          .sorted(Table.asDeclared(OutcomeTable.declared(cluster.spec().algorithm())))
          .forEach(types::add);
    }
    return types;
  }

  private static List<Cell> cells(
      Map<ObservedCluster, Counts> counts, Function<Counts, Cell> cell) {
    return counts.values().stream().map(cell).toList();
  }

  private static List<Cell> cells(
      List<Optional<Election>> elections, Function<Election, Cell> cell) {
    return elections.stream().map(election -> election.map(cell).orElse(Cell.NONE)).toList();
  }

  private static Cell pair(Tally tally) {
    if (tally == null || tally.sent() == 0) {
      return Cell.DOT;
    }
    return new Cell(Long.toString(tally.sent()), "/ " + tally.delivered(), false);
  }

  private static Cell dropped(Tally tally, DropCause cause) {
    long count = tally.dropped().getOrDefault(cause, 0L);
    return count == 0 ? Cell.DOT : Cell.count(count);
  }

  private ObjectNode json(ObservedCluster cluster, Counts counts) {
    ObjectNode json = Json.cluster(cluster);
    json.set("messages", Json.counts(counts));
    session()
        .lastElection(cluster)
        .ifPresent(
            election -> {
              ObjectNode last = json.putObject("last_election").put("cause", election.cause());
              last.put("sent", sent(election.outcome()));
              election
                  .theory()
                  .ifPresent(
                      theory -> last.put("theory", theory.sent()).put("formula", theory.formula()));
            });
    return json;
  }

  /** In virtual time nothing goes over a wire, and there are no bytes to count. */
  private static Cell bytes(long count) {
    return count == 0 ? Cell.NONE : Cell.count(count);
  }
}
