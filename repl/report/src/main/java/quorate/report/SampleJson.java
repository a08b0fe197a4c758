package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import quorate.experiments.Trial;
import quorate.experiments.typed.RunId;
import quorate.experiments.typed.Spelling;
import quorate.lab.measure.Outcome;

/** A sample as JSON. Times are milliseconds with three decimals; what is not known is null. */
final class SampleJson {

  private SampleJson() {}

  /** All figures of a sample, and each trial in short. */
  static ObjectNode of(Measured it) {
    ObjectNode json = Json.object().put("algorithm", it.experiment().cluster().algorithm().name());
    ObjectNode settings = json.putObject("settings");
    Spelling.all(it.experiment().cluster().timing()).forEach(settings::put);
    it.experiment().network().ifPresent(net -> Spelling.all(net).forEach(settings::put));
    json.put("settled", it.settled())
        .put("unsettled", it.trials() - it.settled())
        .put("undone", it.sample().undone().size())
        .put("violations", it.violations());
    json.set("converged_ms", Json.summary(it.converged()));
    json.set("detected_ms", Json.summary(it.detected()));
    json.set("elected_ms", Json.summary(it.elected()));
    json.set("messages", Json.summary(it.messages()));
    ObjectNode byType = json.putObject("messages_by_type");
    it.byType().forEach((type, summary) -> byType.set(type, Json.summary(Optional.of(summary))));
    json.set("leaderless_ms", Json.summary(it.leaderless()));
    json.set("two_leaders_ms", Json.summary(it.twoLeaders()));
    json.set("rounds", Json.summary(it.rounds()));
    Json.addLateTimers(json, it.experiment().network().isEmpty(), LateTimers.latest(it));
    json.put("fingerprint", it.sample().fingerprint().orElse(null));
    if (it.experiment().network().isPresent()) {
      json.put("replay", RunId.of(it.experiment(), it.sample()).toString());
      json.set("outlier", outlier(it));
    }
    ObjectNode reasons = json.putObject("reasons");
    it.sample().reasons().forEach(reasons::put);
    ObjectNode steps = json.putObject("undone_steps");
    it.sample().undoneSteps().forEach(steps::put);
    json.set("samples", samples(it));
    return json;
  }

  private static ObjectNode outlier(Measured it) {
    Trial trial = it.outlier();
    ObjectNode json = Json.object().put("trial", trial.number());
    json.put("settled", trial.outcome().settled());
    json.set("converged_ms", Json.millis(trial.outcome().converged()));
    return json.put("replay", RunId.of(it.experiment(), trial).toString());
  }

  private static ArrayNode samples(Measured it) {
    ArrayNode samples = Json.array();
    for (Trial trial : it.sample().trials()) {
      Outcome outcome = trial.outcome();
      ObjectNode one = samples.addObject().put("trial", trial.number()).put("seed", trial.seed());
      one.set("converged_ms", Json.millis(outcome.converged()));
      one.put("messages", outcome.messages().heartbeatsApart().sent());
      boolean overTcp = it.experiment().network().isEmpty();
      Json.addLateTimers(one, overTcp, trial.latestTimerNanos());
    }
    return samples;
  }
}
