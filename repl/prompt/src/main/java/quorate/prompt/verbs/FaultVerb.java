package quorate.prompt.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import quorate.experiments.ObservedCluster;
import quorate.experiments.ObservedCluster.Following;
import quorate.experiments.language.FaultCommand;
import quorate.lab.UserError;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.prompt.console.Desk;
import quorate.report.Json;
import quorate.report.Listed;
import quorate.session.Answer;
import quorate.spi.NodeId;

/**
 * A command that does a fault to every cluster it is for, follows each until it settles, and prints
 * what became of them side by side. What the fault is in each cluster is found out for all of them
 * before it is done to any.
 *
 * @param <F> the fault
 */
abstract class FaultVerb<F extends Fault> extends FollowingVerb {

  private final Class<F> kind;
  private final String did;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", description = "as FaultCommand reads it")
  private List<String> words = new ArrayList<>();

  /**
   * A command of a session.
   *
   * @param kind which fault it is
   * @param did what has been done, at the head of the row that says to whom: {@code crashed}
   */
  FaultVerb(Desk desk, Class<F> kind, String did) {
    super(desk);
    this.kind = kind;
    this.did = did;
  }

  /**
   * What a fault is about to change, in a few words; it has not been done yet. On the cluster's
   * thread.
   */
  abstract String changed(F fault, ObservedCluster before);

  @Override
  public final Answer run(String typed) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(spec.name()));
    command.addAll(words);
    FaultCommand fault = FaultCommand.parse(command);
    Map<ObservedCluster, F> faults = new LinkedHashMap<>();
    for (ObservedCluster cluster : session().clusters()) {
      faults.put(cluster, kind.cast(cluster.resolve(fault)));
    }
    return session().settings().follow() ? follow(typed, faults) : injectOnly(faults);
  }

  private Answer follow(String typed, Map<ObservedCluster, F> faults) throws InterruptedException {
    List<Followed> followed = new ArrayList<>();
    faults.forEach(
        (cluster, fault) -> {
          List<String> changed = new ArrayList<>();
          Following following = cluster.follow(it -> changed.add(inject(fault, cluster)));
          followed.add(new Followed(cluster, Optional.of(fault), changed.get(0), following));
        });
    return followed(typed, did, followed);
  }

  private Answer injectOnly(Map<ObservedCluster, F> faults) {
    ObjectNode json = Json.object();
    ArrayNode results = json.putArray("results");
    List<String> lines = new ArrayList<>();
    faults.forEach(
        (cluster, fault) -> {
          String changed = cluster.cluster().call(() -> inject(fault, cluster));
          results.add(Json.add(fault, changed, Json.cluster(cluster)));
          lines.add(cluster.spec().name() + ": " + did + " " + changed);
        });
    return Answer.of(json, String.join("\n", lines));
  }

  /** Does a fault, and says what it changed. On the cluster's thread. */
  private String inject(F fault, ObservedCluster cluster) {
    String changed = changed(fault, cluster);
    try {
      cluster.cluster().inject(fault);
    } catch (IllegalArgumentException late) {
      throw new UserError(late.getMessage()); // a moment ago it could still be done
    }
    return changed;
  }

  /**
   * Those of a fault's nodes that it hits.
   *
   * @param nobody why there may be none
   */
  final String those(F fault, ObservedCluster before, Predicate<NodeState> hit, String nobody) {
    return those(fault, before, hit, "", nobody);
  }

  /** The same; {@code how} stands behind the nodes. */
  final String those(
      F fault, ObservedCluster before, Predicate<NodeState> hit, String how, String nobody) {
    List<NodeId> nodes =
        fault.nodes().stream().filter(node -> hit.test(before.state().node(node))).toList();
    return nodes.isEmpty() ? "nobody, " + nobody : Listed.nodes(nodes) + how;
  }

  @Override
  public final List<String> completions(List<String> before) {
    return new FaultCompletions(session().all()).after(FaultCommand.usage(spec.name()), before);
  }
}
