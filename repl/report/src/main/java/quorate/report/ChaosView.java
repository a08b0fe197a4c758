package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.ChaosCounts;
import quorate.experiments.chaos.ChaosResult;
import quorate.experiments.chaos.ChaosScenario;
import quorate.experiments.chaos.Failure;
import quorate.experiments.chaos.Shrunk;
import quorate.experiments.chaos.Step;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.Statements;
import quorate.experiments.typed.Spelling;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.invariant.Violation;
import quorate.lab.trace.TraceText;
import quorate.spi.Property;

/**
 * What runs through random faults have found.
 *
 * @param cautions what is to be known of the settings
 * @param alwaysTyped keys of settings that are not as usual in this session
 */
public record ChaosView(
    Chaos chaos, Found found, List<String> cautions, String again, Set<String> alwaysTyped)
    implements View {

  /** For how long a cluster that is whole again has to find a leader, and a second more. */
  private static final String LONG_ENOUGH = "wait 21s";

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
  public ObjectNode json() {
    ObjectNode json = Json.object().put("algorithm", chaos.algorithm().name());
    json.put("runs", found.runs());
    json.put("nodes", chaos.size().isPresent() ? chaos.size().getAsInt() : null);
    json.put("seed", chaos.seed()).put("again", again).put("stopped", found.stopped());
    json.put("clocks_off_by", chaos.clocksOffBy());
    ChaosCounts counts = found.counts();
    json.put("events", counts.events()).put("messages", counts.messages());
    json.put("elections", counts.elections()).put("leaders", counts.leaders());
    counts.faults().forEach(json.putObject("faults")::put);
    json.set("failure", found.shrunk().map(this::json).orElse(null));
    json.set("violations", Json.violations(violations()));
    json.set("bound", Json.bound(chaos.clockBound()));
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
    return json.put("script", script(shrunk));
  }

  @Override
  public String text(Display display) {
    int width = display.width();
    String title =
        String.format(
            Locale.ROOT,
            "%s, %s of %s in virtual time, seed %d%s",
            chaos.algorithm().name(),
            Amount.of(found.runs(), "run"),
            nodes(),
            chaos.seed(),
            clocks());
    return Wrapping.paragraphs(
        Wrapping.text(title, display.lineWidth()),
        verdict(width),
        seen(width),
        found.shrunk().map(shrunk -> toSeeItAgain(shrunk, width)).orElse(""),
        "again: " + again,
        notes().text(display.lineWidth()),
        found.stopped() ? "stopped: this is about the runs that were done by then" : "");
  }

  private String nodes() {
    return chaos.size().isEmpty() ? "1 to 7 nodes" : Amount.of(chaos.size().getAsInt(), "node");
  }

  private String clocks() {
    return chaos.clocksOffBy() == 0
        ? ""
        : ", clocks up to " + TraceText.share(chaos.clocksOffBy()) + " fast or slow";
  }

  private String verdict(int width) {
    if (found.failed().isEmpty()) {
      String promises =
          chaos.algorithm().promises().isEmpty()
              ? "it promises nothing that holds under all faults"
              : "no promise broken";
      String leaders =
          chaos.recovers() ? "; each time a leader came and stayed when the faults were over" : "";
      return Wrapping.text(promises + leaders + bound(), width);
    }
    Failure first = found.failed().get().failure().orElseThrow();
    return Wrapping.text(
        "run " + found.runs() + " " + did(first) + ": " + first.description(), width);
  }

  private String bound() {
    String promised = "; " + Property.ONE_LEADER_AT_A_TIME.sentence() + " is promised while ";
    return chaos
        .clockBound()
        .map(
            it ->
                promised
                    + it.sentence()
                    + (chaos.clocksOffBy() > it.rate() ? ", and here they were further off" : ""))
        .orElse("");
  }

  private static String did(Failure failure) {
    return switch (failure.kind()) {
      case PROMISE -> "broke a promise";
      case RULE -> "broke down";
      case LEADER -> "did not recover";
    };
  }

  private String seen(int width) {
    ChaosCounts counts = found.counts();
    String faults =
        FaultRows.all().keySet().stream()
            .filter(counts.faults()::containsKey)
            .map(verb -> String.format(Locale.ROOT, "%s %,d", verb, counts.faults().get(verb)))
            .collect(Collectors.joining(", "));
    return Stream.of(
            String.format(Locale.ROOT, "events     %,d", counts.events()),
            String.format(Locale.ROOT, "messages   %,d", counts.messages()),
            String.format(
                Locale.ROOT,
                "elections  %,d, and %,d times a node became leader",
                counts.elections(),
                counts.leaders()),
            "faults     " + (faults.isEmpty() ? "none" : faults))
        .map(line -> Wrapping.text(line, width))
        .collect(Collectors.joining("\n"));
  }

  private String toSeeItAgain(Shrunk shrunk, int width) {
    ChaosScenario before = found.failed().orElseThrow().scenario();
    ChaosScenario after = shrunk.scenario();
    String from =
        String.format(
            Locale.ROOT,
            "shrunk from %s to %s, in %,d attempts%s.",
            amount(before),
            amount(after),
            shrunk.tried(),
            shrunk.finished() ? "" : "; there were more to make");
    return Wrapping.text(
            from + " To see it, type these lines, or put them into a file and run that:", width)
        + "\n\n"
        + script(shrunk);
  }

  private static String amount(ChaosScenario scenario) {
    return Amount.of(scenario.spec().size(), "node")
        + " and "
        + Amount.of(scenario.faults(), "fault");
  }

  /** All that is to be typed to see a failure. */
  private String script(Shrunk shrunk) {
    ChaosScenario scenario = shrunk.scenario();
    Failure failure = shrunk.failure();
    List<String> lines = new ArrayList<>();
    lines.add("# " + failure.description());
    lines.add(start(scenario));
    lines.add("set follow off");
    lines.add("observe");
    scenario.steps().stream().map(Step::toString).forEach(lines::add);
    if (failure.afterFaults()) {
      scenario.recovery().stream().map(Step::toString).forEach(lines::add);
      lines.add(LONG_ENOUGH);
    }
    lines.add("set follow on");
    lines.add("observe end");
    if (failure.violation().isEmpty()) {
      lines.add("status");
    }
    return String.join("\n", lines);
  }

  private String start(ChaosScenario scenario) {
    ClusterSpec spec = scenario.spec();
    List<String> words = new ArrayList<>(List.of("start", spec.algorithm().name()));
    words.addAll(List.of("" + spec.size(), "--sim", "--seed", "" + spec.seed()));
    Map<String, String> keys = new LinkedHashMap<>(Spelling.all(spec.timing()));
    keys.putAll(Spelling.all(scenario.network()));
    keys.keySet().retainAll(alwaysTyped);
    keys.putAll(Spelling.of(spec.timing()));
    keys.putAll(Spelling.of(scenario.network()));
    keys.putAll(spec.options());
    keys.forEach((key, value) -> words.add(key + "=" + value));
    return Statements.line(words);
  }
}
