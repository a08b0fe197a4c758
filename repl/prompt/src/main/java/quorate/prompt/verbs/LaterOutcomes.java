package quorate.prompt.verbs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import quorate.experiments.ObservedCluster;
import quorate.lab.measure.Outcome;
import quorate.prompt.verbs.FollowingVerb.Followed;
import quorate.session.Answer;
import quorate.session.Expectations.Expected;

/** The outcomes of a fault, one after the other, as time brings them. */
final class LaterOutcomes implements Expected {

  private final String typed;
  private final Map<ObservedCluster, Followed> clusters = new LinkedHashMap<>();
  private final Map<ObservedCluster, Outcome> outcomes = new LinkedHashMap<>();
  private final Function<Map<Followed, Outcome>, Answer> table;

  /**
   * @param table makes the answer when all are known
   */
  LaterOutcomes(
      String typed, List<Followed> clusters, Function<Map<Followed, Outcome>, Answer> table) {
    this.typed = typed;
    this.table = table;
    clusters.forEach(it -> this.clusters.put(it.cluster(), it));
  }

  @Override
  public String command() {
    return typed;
  }

  @Override
  public Optional<Answer> answer() {
    clusters.forEach(
        (cluster, its) -> {
          if (!outcomes.containsKey(cluster)) {
            its.following().outcomeIfOver(its.longest()).ifPresent(it -> outcomes.put(cluster, it));
          }
        });
    if (!outcomes.keySet().containsAll(clusters.keySet())) {
      return Optional.empty();
    }
    Map<Followed, Outcome> all = new LinkedHashMap<>();
    clusters.forEach((cluster, its) -> all.put(its, outcomes.get(cluster)));
    return Optional.of(table.apply(all));
  }

  @Override
  public boolean without(ObservedCluster cluster) {
    Followed its = clusters.remove(cluster);
    if (its != null && outcomes.remove(cluster) == null) {
      its.following().stop();
    }
    return !clusters.isEmpty();
  }
}
