package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Change;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Outcome;

/**
 * What became of clusters after a start, or after the same fault.
 *
 * @param did what was done, at the head of the row that says to whom: {@code crashed}
 * @param scenario the one that was done to them, if it was one
 */
public record OutcomesView(String did, Optional<String> scenario, List<ClusterOutcome> clusters)
    implements View {

  /**
   * What became of one cluster.
   *
   * @param down how many of its nodes are down by now
   * @param latestTimerNanos by how much the latest timer ran late meanwhile
   * @param notes what a reader has to know of its settings
   * @param undone the step of a scenario that could not be done, and why
   */
  public record ClusterOutcome(
      ClusterName name,
      ClusterSpec spec,
      long down,
      Optional<Fault> fault,
      Change changed,
      Outcome outcome,
      List<Violation> violations,
      long latestTimerNanos,
      List<String> notes,
      Optional<String> undone) {

    /** What became of a cluster. Any thread but the cluster's. */
    public static ClusterOutcome of(
        ObservedCluster cluster,
        Optional<Fault> fault,
        Change changed,
        Outcome outcome,
        List<Violation> violations,
        long latestTimerNanos,
        List<String> notes,
        Optional<String> undone) {
      return new ClusterOutcome(
          ClusterName.of(cluster),
          cluster.spec(),
          down(cluster),
          fault,
          changed,
          outcome,
          violations,
          latestTimerNanos,
          notes,
          undone);
    }

    private static long down(ObservedCluster cluster) {
      return cluster.<Long>call(
          now -> now.state().nodes().values().stream().filter(it -> !it.up()).count());
    }
  }

  /** Whether all steps could be done. */
  public boolean complete() {
    return clusters.stream().allMatch(it -> it.undone().isEmpty());
  }

  @Override
  public List<Violation> violations() {
    return clusters.stream().flatMap(it -> it.violations().stream()).toList();
  }

  @Override
  public String text(Display display) {
    long late = clusters.stream().mapToLong(ClusterOutcome::latestTimerNanos).max().orElse(0);
    return Stream.of(
            new OutcomeTable(clusters).render(did, display),
            LateTimers.line(late, clusters.stream().map(ClusterOutcome::spec)),
            notes().text(display.lineWidth()))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private Notes notes() {
    Notes notes = new Notes();
    clusters.forEach(it -> notes.add(it.name().name(), it.notes()));
    return notes;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    scenario.ifPresent(name -> json.put("scenario", name));
    json.setAll(Json.listed("results", clusters, it -> json(it)));
    notes().addTo(json);
    return json;
  }

  private static ObjectNode json(ClusterOutcome it) {
    ObjectNode json =
        Json.outcome(it.name(), it.spec().size(), it.down(), it.outcome(), it.violations());
    boolean ours = !it.name().simulated() && it.name().seenInside();
    Json.addLateTimers(json, ours, it.latestTimerNanos());
    it.undone().ifPresent(step -> json.put("undone", step));
    StoreRows.addCountsTo(json, it.outcome().writes());
    it.fault().ifPresent(fault -> Json.add(fault, it.changed(), json));
    return json;
  }
}
