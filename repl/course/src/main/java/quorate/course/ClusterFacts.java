package quorate.course;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.experiments.Following;
import quorate.experiments.ObservedCluster;
import quorate.experiments.typed.Spelling;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Availability.Figures;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.measure.MessageCounts;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent;
import quorate.report.ClusterName;
import quorate.report.Json;
import quorate.spi.NodeId;

/** What has become of one cluster since somebody began to look. */
final class ClusterFacts {

  private final ObservedCluster cluster;
  private final int instance;
  private final boolean began;
  private final Following following;
  private final MessageCounts counts;
  private final EventLog log;

  /**
   * Begins to look.
   *
   * @param instance its number; two clusters may have had the same name, one after the other
   * @param began whether it ran when the learner began to work towards the goal
   * @param since the last event that does not count, 0 if all count
   */
  ClusterFacts(ObservedCluster cluster, int instance, boolean began, long since) {
    this.cluster = cluster;
    this.instance = instance;
    this.began = began;
    this.following = cluster.follow(() -> true);
    this.log = cluster.call(now -> new EventLog(now.trace()));
    this.counts = new MessageCounts(since, Long.MAX_VALUE);
    cluster.run(
        now -> {
          for (long event = since + 1; event <= now.trace().last(); event++) {
            now.trace().find(event).ifPresent(this::happened);
          }
          now.trace().observe(counts);
          now.trace().observe(log);
        });
  }

  private void happened(TraceEvent event) {
    counts.on(event);
    log.on(event);
  }

  void end() {
    following.stop();
    cluster.run(
        now -> {
          now.trace().forget(counts);
          now.trace().forget(log);
        });
  }

  ObjectNode now(boolean running) {
    Outcome outcome = following.soFar();
    Figures figures = following.figures();
    List<Violation> violations = following.violations();
    return cluster.call(
        now -> {
          ObjectNode json = identity(running);
          addState(now.state(), json);
          json.set("time_ms", Json.millis(now.trace().nowNanos()));
          json.put("new_leaders", figures.newLeaders());
          json.put("times_two_leaders", figures.timesTwoLeaders());
          json.set("two_leaders_ms", Json.millis(figures.twoLeadersNanos()));
          json.set("leaderless_ms", Json.millis(outcome.leaderless()));
          json.put("served", figures.served());
          json.put("rounds", outcome.rounds());
          json.set("messages", Json.counts(counts.counts()));
          log.addTo(json);
          json.set("violations", Json.violations(violations));
          return json;
        });
  }

  private ObjectNode identity(boolean running) {
    ObjectNode json = ClusterName.of(cluster).json();
    json.put("size", cluster.spec().size()).put("running", running);
    json.put("instance", instance).put("began", began);
    ObjectNode options = json.putObject("options");
    cluster.spec().options().forEach(options::put);
    ObjectNode settings = json.putObject("settings");
    Spelling.all(cluster.spec().timing()).forEach(settings::put);
    cluster.network().ifPresent(network -> Spelling.all(network).forEach(settings::put));
    return json;
  }

  private static void addState(ClusterState state, ObjectNode json) {
    Optional<NodeId> leader = state.agreement().flatMap(Agreement::leader);
    OptionalLong epoch =
        leader.map(it -> state.node(it).belief().epoch()).orElse(OptionalLong.empty());
    json.set("leader", Json.node(leader));
    json.set("epoch", Json.number(epoch));
    ArrayNode leaders = json.putArray("leaders");
    state.believers().forEach(it -> leaders.add(it.value()));
    Collection<NodeState> states = state.nodes().values();
    json.put("down", states.stream().filter(it -> !it.up()).count());
    json.put("paused", states.stream().filter(NodeState::paused).count());
    ArrayNode nodes = json.putArray("nodes");
    state.nodes().forEach((node, its) -> nodes.add(Json.state(node, its)));
    Json.links(state.cut()).forEach(json.putArray("links_down")::add);
  }
}
