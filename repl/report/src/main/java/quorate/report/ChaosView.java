package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.ChaosCounts;
import quorate.experiments.chaos.ChaosResult;
import quorate.experiments.chaos.Failure;
import quorate.experiments.chaos.Shrunk;
import quorate.lab.invariant.Violation;

/**
 * What runs through random faults have found.
 *
 * @param cautions what is to be known of the settings
 * @param alwaysTyped keys of settings that are not as usual in this session
 */
public record ChaosView(
    Chaos chaos, Found found, List<String> cautions, String again, Set<String> alwaysTyped)
    implements View {

  /**
   * What came of many runs.
   *
   * @param runs how many were done: all, or those up to the first that failed
   * @param failed the first that failed
   * @param took how long the runs took, by the clock on the wall: no part of what is shown, which
   *     comes back the same
   * @param stopped whether a person ended the runs before all were done
   */
  public record Found(
      int runs,
      ChaosCounts counts,
      Optional<ChaosResult> failed,
      Optional<Shrunk> shrunk,
      Duration took,
      boolean stopped) {

    /** How long the runs took on so many threads, in a line. */
    public String pace(int threads) {
      double millis = took.toNanos() / 1e6;
      return String.format(
          Locale.ROOT,
          "%s in %.1f s, %.2f ms each, on %s",
          Amount.of(runs, "run"),
          millis / 1000,
          millis / runs,
          Amount.of(threads, "thread"));
    }
  }

  public Optional<Failure> failure() {
    return found.shrunk().map(Shrunk::failure);
  }

  Notes notes() {
    Notes notes = new Notes();
    notes.add(chaos.algorithm().name(), cautions);
    return notes;
  }

  @Override
  public List<Violation> violations() {
    return failure().flatMap(Failure::violation).stream().toList();
  }

  @Override
  public String text(Display display) {
    return new ChaosText(this).text(display);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object().put("algorithm", chaos.algorithm().name());
    json.put("runs", found.runs());
    json.put("nodes", chaos.size().isPresent() ? chaos.size().getAsInt() : null);
    json.put("seed", chaos.seed()).put("again", again).put("stopped", found.stopped());
    ChaosCounts counts = found.counts();
    json.put("events", counts.events()).put("messages", counts.messages());
    json.put("elections", counts.elections()).put("leaders", counts.leaders());
    counts.faults().forEach(json.putObject("faults")::put);
    json.set("failure", found.shrunk().map(this::json).orElse(null));
    json.set("violations", Json.violations(violations()));
    notes().addTo(json);
    return json;
  }

  private ObjectNode json(Shrunk shrunk) {
    ChaosResult failed = found.failed().orElseThrow();
    ObjectNode json = Json.object().put("run", failed.number());
    json.put("kind", shrunk.failure().kind().name().toLowerCase(Locale.ROOT));
    json.put("description", shrunk.failure().description());
    json.put("nodes", shrunk.scenario().spec().size()).put("faults", shrunk.scenario().faults());
    json.put("nodes_before", failed.scenario().spec().size());
    json.put("faults_before", failed.scenario().faults());
    json.put("attempts", shrunk.tried()).put("finished", shrunk.finished());
    return json.put("script", new ChaosText(this).script(shrunk));
  }
}
