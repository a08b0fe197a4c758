package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import quorate.experiments.Experiment;
import quorate.experiments.Figure;
import quorate.experiments.Sample;
import quorate.experiments.Trial;
import quorate.experiments.typed.RunId;
import quorate.experiments.typed.Spelling;
import quorate.lab.cluster.Messages;

/** A sample as JSON. Times are milliseconds with three decimals; what is not known is null. */
final class SampleJson {

  private SampleJson() {}

  /** All figures of a sample, and each trial in short. */
  static ObjectNode of(Sample it) {
    Experiment experiment = it.experiment();
    boolean overTcp = experiment.network().isEmpty();
    ObjectNode json = Json.object().put("algorithm", experiment.cluster().algorithm().name());
    ObjectNode settings = json.putObject("settings");
    Spelling.all(experiment.cluster().timing()).forEach(settings::put);
    experiment.network().ifPresent(net -> Spelling.all(net).forEach(settings::put));
    json.put("settled", it.settled())
        .put("unsettled", it.trials().size() - it.settled())
        .put("undone", it.undone().size())
        .put("violations", it.violations().size());
    add("converged_ms", Figure.CONVERGED, it, json);
    add("detected_ms", Figure.DETECTED, it, json);
    add("elected_ms", Figure.ELECTED, it, json);
    add("messages", Figure.MESSAGES, it, json);
    ObjectNode byType = json.putObject("messages_by_type");
    it.messagesByType().forEach((type, of) -> byType.set(type, Json.summary(Optional.of(of))));
    add("leaderless_ms", Figure.LEADERLESS, it, json);
    add("two_leaders_ms", Figure.TWO_LEADERS, it, json);
    add("rounds", Figure.ROUNDS, it, json);
    boolean seen = Messages.areSeen(experiment.cluster().algorithm());
    Json.addLateTimers(json, overTcp && seen, it.latestTimerNanos());
    StoreRows.addSamplesTo(json, it);
    json.put("fingerprint", it.fingerprint().orElse(null));
    if (!overTcp) {
      json.put("replay", RunId.of(it).toString());
      json.set("outlier", outlier(it));
    }
    it.reasons().forEach(json.putObject("reasons")::put);
    it.undoneSteps().forEach(json.putObject("undone_steps")::put);
    ArrayNode samples = json.putArray("samples");
    it.trials().forEach(trial -> add(trial, seen, overTcp, samples.addObject()));
    return json;
  }

  private static void add(String name, Figure figure, Sample it, ObjectNode json) {
    json.set(name, Json.summary(it.summary(figure)));
  }

  private static ObjectNode outlier(Sample it) {
    Trial trial = it.outlier();
    ObjectNode json = Json.object().put("trial", trial.number());
    json.put("settled", trial.outcome().settled());
    json.set("converged_ms", Json.millis(trial.outcome().converged()));
    return json.put("replay", RunId.of(it.experiment(), trial).toString());
  }

  private static void add(Trial trial, boolean seen, boolean overTcp, ObjectNode json) {
    json.put("trial", trial.number()).put("seed", trial.seed());
    json.set("converged_ms", Json.millis(trial.outcome().converged()));
    long sent = trial.outcome().messages().heartbeatsApart().sent();
    json.put("messages", seen ? (Long) sent : null);
    Json.addLateTimers(json, overTcp && seen, trial.latestTimerNanos());
    StoreRows.addCountsTo(json, trial.outcome().writes());
  }
}
