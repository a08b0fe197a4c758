package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.Failure;
import quorate.experiments.chaos.Ordeal;
import quorate.experiments.chaos.Shrunk;
import quorate.experiments.chaos.Step;
import quorate.experiments.chaos.Tally;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.Statements;
import quorate.experiments.typed.Spelling;
import quorate.lab.cluster.ClusterSpec;

/** What runs through random faults have found, for a person and for a program. */
public final class ChaosReport {

  /** For how long a cluster that is whole again has to find a leader, and a second more. */
  private static final String LONG_ENOUGH = "wait 21s";

  private final Chaos chaos;
  private final ChaosResult result;
  private final String again;
  private final Set<String> alwaysTyped;

  /**
   * A report.
   *
   * @param again the line that gives the same report
   * @param alwaysTyped keys of settings that are not as usual in this session
   */
  public ChaosReport(Chaos chaos, ChaosResult result, String again, Set<String> alwaysTyped) {
    this.chaos = chaos;
    this.result = result;
    this.again = again;
    this.alwaysTyped = alwaysTyped;
  }

  /** The report in text, so many columns wide. */
  public String text(int width) {
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "%s, %,d %s of %s in virtual time, seed %d",
            chaos.algorithm().name(),
            result.runs(),
            result.runs() == 1 ? "run" : "runs",
            nodes(),
            chaos.seed()));
    parts.add(verdict(width));
    parts.add(seen(width));
    result.shrunk().ifPresent(shrunk -> parts.add(toSeeItAgain(shrunk, width)));
    parts.add("again: " + again);
    return String.join("\n\n", parts);
  }

  private String nodes() {
    if (chaos.size().isEmpty()) {
      return "1 to 7 nodes";
    }
    int size = chaos.size().getAsInt();
    return size == 1 ? "1 node" : size + " nodes";
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
    return wrapped("run " + result.runs() + " " + did(first) + ": " + first.description(), width);
  }

  private static String did(Failure failure) {
    return switch (failure.kind()) {
      case PROMISE -> "broke a promise";
      case RULE -> "broke down";
      case LEADER -> "did not recover";
    };
  }

  private String seen(int width) {
    Tally tally = result.tally();
    String faults =
        FaultRows.all().keySet().stream()
            .filter(tally.faults()::containsKey)
            .map(verb -> String.format(Locale.ROOT, "%s %,d", verb, tally.faults().get(verb)))
            .collect(Collectors.joining(", "));
    return Stream.of(
            String.format(Locale.ROOT, "events     %,d", tally.events()),
            String.format(Locale.ROOT, "messages   %,d", tally.messages()),
            String.format(
                Locale.ROOT,
                "elections  %,d, and %,d times a node came to lead",
                tally.elections(),
                tally.leaders()),
            "faults     " + (faults.isEmpty() ? "none" : faults))
        .map(line -> wrapped(line, width))
        .collect(Collectors.joining("\n"));
  }

  private String toSeeItAgain(Shrunk shrunk, int width) {
    Ordeal before = result.failed().orElseThrow().ordeal();
    Ordeal after = shrunk.ordeal();
    String from =
        String.format(
            Locale.ROOT,
            "shrunk from %s to %s, in %,d attempts%s.",
            amount(before),
            amount(after),
            shrunk.tried(),
            shrunk.finished() ? "" : "; there were more to make");
    return wrapped(
            from + " To see it, type these lines, or put them into a file and run that:", width)
        + "\n\n"
        + script(shrunk);
  }

  private static String amount(Ordeal ordeal) {
    int size = ordeal.spec().size();
    return String.format(
        Locale.ROOT,
        "%d %s and %d %s",
        size,
        size == 1 ? "node" : "nodes",
        ordeal.faults(),
        ordeal.faults() == 1 ? "fault" : "faults");
  }

  private static String wrapped(String line, int width) {
    return String.join("\n", Wrapping.lines(line, width));
  }

  /** All that is to be typed to see a failure. */
  private String script(Shrunk shrunk) {
    Ordeal ordeal = shrunk.ordeal();
    Failure failure = shrunk.failure();
    List<String> lines = new ArrayList<>();
    lines.add("# " + failure.description());
    lines.add(start(ordeal));
    lines.add("set follow off");
    lines.add("observe");
    ordeal.steps().stream().map(Step::toString).forEach(lines::add);
    if (failure.afterFaults()) {
      ordeal.recovery().stream().map(Step::toString).forEach(lines::add);
      lines.add(LONG_ENOUGH);
    }
    lines.add("set follow on");
    lines.add("observe end");
    if (failure.violation().isEmpty()) {
      lines.add("status");
    }
    return String.join("\n", lines);
  }

  private String start(Ordeal ordeal) {
    ClusterSpec spec = ordeal.spec();
    List<String> words = new ArrayList<>(List.of("start", spec.algorithm().name()));
    words.addAll(List.of("" + spec.size(), "--sim", "--seed", "" + spec.seed()));
    Map<String, String> keys = new LinkedHashMap<>(Spelling.all(spec.timing()));
    keys.putAll(Spelling.all(ordeal.network()));
    keys.keySet().retainAll(alwaysTyped);
    keys.putAll(Spelling.of(spec.timing()));
    keys.putAll(Spelling.of(ordeal.network()));
    keys.putAll(spec.options());
    keys.forEach((key, value) -> words.add(key + "=" + value));
    return words.stream().map(Statements::quoted).collect(Collectors.joining(" "));
  }

  /** Adds the report to an answer in JSON. */
  public void addTo(ObjectNode json) {
    json.put("algorithm", chaos.algorithm().name()).put("runs", result.runs());
    if (chaos.size().isPresent()) {
      json.put("nodes", chaos.size().getAsInt());
    } else {
      json.putNull("nodes");
    }
    json.put("seed", chaos.seed()).put("again", again);
    Tally tally = result.tally();
    json.put("events", tally.events()).put("messages", tally.messages());
    json.put("elections", tally.elections()).put("leaders", tally.leaders());
    ObjectNode faults = json.putObject("faults");
    tally.faults().forEach(faults::put);
    json.putNull("failure");
    result.shrunk().ifPresent(shrunk -> json.set("failure", failure(shrunk)));
    json.set(
        "violations",
        Json.violations(result.shrunk().flatMap(it -> it.failure().violation()).stream().toList()));
  }

  private ObjectNode failure(Shrunk shrunk) {
    Chaos.Run failed = result.failed().orElseThrow();
    ObjectNode json = Json.object().put("run", failed.number());
    json.put("kind", shrunk.failure().kind().name().toLowerCase(Locale.ROOT));
    json.put("description", shrunk.failure().description());
    json.put("nodes", shrunk.ordeal().spec().size()).put("faults", shrunk.ordeal().faults());
    json.put("nodes_before", failed.ordeal().spec().size());
    json.put("faults_before", failed.ordeal().faults());
    json.put("attempts", shrunk.tried()).put("finished", shrunk.finished());
    return json.put("script", script(shrunk));
  }
}
