package quorate.report;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.Counts;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.DropCause;
import quorate.spi.Purpose;
import quorate.spi.Theory;

/**
 * Messages of some clusters by type, purpose and fate, and their last elections beside the theory.
 *
 * @param reset whether they are counted from nothing again, from now on
 */
public record CountsView(List<ClusterCounts> clusters, boolean reset) implements View {

  /**
   * Messages of one cluster.
   *
   * @param order that in which the algorithm declares its messages
   */
  public record ClusterCounts(
      ClusterName name,
      Comparator<String> order,
      Counts counts,
      Optional<LastElection> lastElection) {}

  /**
   * An election that a command followed, and what the paper says about such an election, if
   * anything.
   */
  public record LastElection(String cause, Outcome outcome, Optional<Theory> theory) {

    /** How many messages it cost, excluding heartbeats. */
    public long sent() {
      return outcome.messages().heartbeatsApart().sent();
    }
  }

  public static ClusterCounts of(ObservedCluster cluster, Optional<LastElection> lastElection) {
    return new ClusterCounts(
        ClusterName.of(cluster),
        Messages.inOrder(cluster.spec().algorithm()),
        cluster.counts(),
        lastElection);
  }

  @Override
  public ObjectNode json() {
    return Json.listed("clusters", clusters, cluster -> json(cluster));
  }

  private static ObjectNode json(ClusterCounts cluster) {
    ObjectNode json = cluster.name().json();
    boolean seen = cluster.name().seenInside();
    json.set("messages", seen ? Json.counts(cluster.counts()) : NullNode.instance);
    cluster
        .lastElection()
        .ifPresent(
            election -> {
              ObjectNode last = json.putObject("last_election").put("cause", election.cause());
              last.put("sent", election.sent());
              election
                  .theory()
                  .ifPresent(
                      theory -> last.put("theory", theory.sent()).put("formula", theory.formula()));
            });
    return json;
  }

  @Override
  public String text(Display display) {
    Columns<ClusterCounts> table = new Columns<>(clusters, it -> it.name().name());
    table.heading("sent / delivered");
    for (String name : types()) {
      table.row("  " + name, its -> pair(its.counts().byType().get(name)));
    }
    for (Purpose purpose : Purpose.values()) {
      String head = "all " + purpose.name().toLowerCase(Locale.ROOT);
      table.rowIfAny(head, its -> pair(its.counts().of(purpose)));
    }
    for (DropCause cause : DropCause.values()) {
      table.rowIfAny("dropped, " + cause.words(), its -> dropped(its.counts().total(), cause));
    }
    table.row("bytes", its -> bytes(its.counts().total().bytes()));
    addTheory(table);
    return table.render(display)
        + whyItDiffers(display)
        + (reset ? "\ncounting from nothing again" : "");
  }

  private List<String> types() {
    List<String> types = new ArrayList<>();
    for (ClusterCounts cluster : clusters) {
      cluster.counts().byType().keySet().stream()
          .filter(name -> !types.contains(name))
          .sorted(cluster.order())
          .forEach(types::add);
    }
    return types;
  }

  private void addTheory(Columns<ClusterCounts> table) {
    if (clusters.stream().allMatch(it -> it.lastElection().isEmpty())) {
      return;
    }
    table.row("last election", ofElections(election -> Cell.text(election.cause())));
    table.row("  sent", ofElections(election -> Cell.count(election.sent())));
    table.row(
        "  theory",
        ofElections(
            election ->
                election
                    .theory()
                    .map(theory -> Cell.count(theory.sent()))
                    .orElse(Cell.text("no formula"))));
  }

  private static Function<ClusterCounts, Cell> ofElections(Function<LastElection, Cell> cell) {
    return cluster -> cluster.lastElection().map(cell).orElse(Cell.NONE);
  }

  /** The formulas, and for each election that cost something else, why that may be. */
  private String whyItDiffers(Display display) {
    return clusters.stream()
        .filter(it -> it.lastElection().isPresent())
        .map(it -> it.name().name() + ": " + comparison(it.lastElection().get()))
        .map(it -> "\n" + Wrapping.text(it, display.lineWidth()))
        .collect(Collectors.joining());
  }

  private static String comparison(LastElection election) {
    Outcome outcome = election.outcome();
    Optional<Theory> theory = election.theory();
    if (theory.isEmpty()) {
      return "no formula covers this election";
    }
    String formula = "theory " + theory.get().formula();
    if (theory.get().sent() == election.sent()) {
      return formula + ", as measured";
    } else if (theory.get().sent() == election.sent() + outcome.sentLater()) {
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

  /** In virtual time nothing goes over a wire, and there are no bytes to count. */
  private static Cell bytes(long count) {
    return count == 0 ? Cell.NONE : Cell.count(count);
  }
}
