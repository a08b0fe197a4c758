package quorate.repl.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import quorate.lab.experiment.ObservedCluster;
import quorate.lab.experiment.ObservedCluster.Following;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Outcome;
import quorate.repl.render.Json;
import quorate.repl.render.OutcomeTable;
import quorate.repl.render.OutcomeTable.Result;
import quorate.repl.session.Answer;
import quorate.repl.session.Console;
import quorate.repl.session.Session;

/** A command after which clusters are followed until they settle. */
abstract class FollowingVerb extends Verb {

  private static final Duration LIMIT_IN_REAL_TIME = Duration.ofSeconds(10);
  private static final Duration LIMIT_IN_VIRTUAL_TIME = Duration.ofSeconds(60);

  FollowingVerb(Session session) {
    super(session);
  }

  /** How long a cluster is followed at most, in its own time; virtual time costs nobody's. */
  static Duration limit(ObservedCluster cluster) {
    return isSimulated(cluster) ? LIMIT_IN_VIRTUAL_TIME : LIMIT_IN_REAL_TIME;
  }

  /**
   * Follows clusters until all have settled, and answers with what became of them.
   *
   * @param typed the whole statement
   * @param did what was done, at the head of the row that says to whom: {@code crashed}
   * @param changes to whom it was done, cluster by cluster
   */
  final Answer followed(
      String typed,
      String did,
      Map<ObservedCluster, String> changes,
      Map<ObservedCluster, Following> followings)
      throws InterruptedException {
    List<Result> results = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    ObjectNode json = Json.object();
    ArrayNode jsonResults = json.putArray("results");
    for (Map.Entry<ObservedCluster, Following> entry : followings.entrySet()) {
      ObservedCluster cluster = entry.getKey();
      Outcome outcome = entry.getValue().await(limit(cluster));
      List<Violation> broken = entry.getValue().violations();
      session().remember(cluster, typed, outcome);
      results.add(new Result(cluster, changes.get(cluster), outcome));
      violations.addAll(broken);
      jsonResults.add(Json.outcome(cluster, outcome, broken));
    }
    Console console = session().console();
    String text = new OutcomeTable(results).render(did, console.width(), console::bold);
    return Answer.of(json, text).with(violations);
  }
}
