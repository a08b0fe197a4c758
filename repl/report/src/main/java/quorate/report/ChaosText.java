package quorate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.ChaosCounts;
import quorate.experiments.chaos.ChaosScenario;
import quorate.experiments.chaos.Failure;
import quorate.experiments.chaos.Shrunk;
import quorate.experiments.chaos.Step;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.Statements;
import quorate.experiments.typed.Spelling;
import quorate.lab.cluster.ClusterSpec;

/** What runs through random faults have found, in sentences. */
final class ChaosText {

  /** For how long a cluster that is whole again has to find a leader, and a second more. */
  private static final String LONG_ENOUGH = "wait 21s";

  private final ChaosView view;
  private final Chaos chaos;
  private final ChaosView.Found result;

  ChaosText(ChaosView view) {
    this.view = view;
    this.chaos = view.chaos();
    this.result = view.found();
  }

  String text(Display display) {
    int width = display.width();
    String title =
        String.format(
            Locale.ROOT,
            "%s, %s of %s in virtual time, seed %d",
            chaos.algorithm().name(),
            Amount.of(result.runs(), "run"),
            nodes(),
            chaos.seed());
    return Wrapping.paragraphs(
        title,
        verdict(width),
        seen(width),
        result.shrunk().map(shrunk -> toSeeItAgain(shrunk, width)).orElse(""),
        "again: " + view.again(),
        view.notes().text(display.lineWidth()),
        result.stopped() ? "stopped: this is about the runs that were done by then" : "");
  }

  private String nodes() {
    return chaos.size().isEmpty() ? "1 to 7 nodes" : Amount.of(chaos.size().getAsInt(), "node");
  }

  private String verdict(int width) {
    if (result.failed().isEmpty()) {
      String promises =
          chaos.algorithm().promises().isEmpty()
              ? "it promises nothing that holds under all faults"
              : "no promise broken";
      return promises
          + (chaos.recovers()
              ? "; each time a leader came and stayed when the faults were over"
              : "");
    }
    Failure first = result.failed().get().failure().orElseThrow();
    return Wrapping.text(
        "run " + result.runs() + " " + did(first) + ": " + first.description(), width);
  }

  private static String did(Failure failure) {
    return switch (failure.kind()) {
      case PROMISE -> "broke a promise";
      case RULE -> "broke down";
      case LEADER -> "did not recover";
    };
  }

  private String seen(int width) {
    ChaosCounts counts = result.counts();
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
    ChaosScenario before = result.failed().orElseThrow().scenario();
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
  String script(Shrunk shrunk) {
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
    keys.keySet().retainAll(view.alwaysTyped());
    keys.putAll(Spelling.of(spec.timing()));
    keys.putAll(Spelling.of(scenario.network()));
    keys.putAll(spec.options());
    keys.forEach((key, value) -> words.add(key + "=" + value));
    return Statements.line(words);
  }
}
