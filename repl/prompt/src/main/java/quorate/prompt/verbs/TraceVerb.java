package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.NodeSelection;
import quorate.experiments.language.Quantities;
import quorate.lab.UserError;
import quorate.lab.cluster.Messages;
import quorate.lab.trace.TraceFilter;
import quorate.lab.trace.TraceText;
import quorate.report.LiveTraceView;
import quorate.report.TraceView;
import quorate.report.TraceView.ClusterTrace;
import quorate.session.Answer;
import quorate.session.TraceChoice;
import quorate.spi.ElectionSystem;

/** Prints what happened, or what happens from now on, one event per line. */
@Command(
    name = "trace",
    description = "what happened, one event per line; trace on prints it while it happens",
    customSynopsis =
        "trace [on|off] [--node NODES] [--type TYPE,...] [--heartbeats] [--last N] [--since fault]")
public final class TraceVerb extends Verb {

  private static final int LAST = 40;
  private static final String FAULT = "fault";

  @Parameters(arity = "0..1", paramLabel = "on|off", description = "print what happens from now on")
  private Optional<String> live = Optional.empty();

  @Option(names = "--node", paramLabel = "NODES", description = "only what happened there")
  private String nodes;

  @Option(names = "--type", paramLabel = "TYPE", description = "only messages or events of a name")
  private String types;

  @Option(names = "--heartbeats", description = "heartbeats and their timers as well")
  private boolean heartbeats;

  @Option(names = "--last", paramLabel = "N", description = "how many lines; otherwise 40")
  private String last;

  @Option(names = "--since", paramLabel = "fault", description = "nothing before the last fault")
  private String since;

  @Override
  public Answer run(String typed) throws InterruptedException {
    TraceChoice choice = choice();
    if (live.isPresent()) {
      return live(live.get(), choice);
    }
    if (since != null && !since.equals(FAULT)) {
      throw new UserError("the trace begins at the last fault; type: trace --since fault");
    }
    int most = last == null ? LAST : Quantities.integer(last, "how many lines; type: --last 100");
    if (most < 1) {
      throw new UserError("at least 1 line is printed, got " + most + "; type: --last 100");
    }
    Map<ObservedCluster, TraceFilter> filters = new LinkedHashMap<>();
    for (ObservedCluster cluster : session().clusters()) {
      filters.put(cluster, choice.in(cluster));
    }
    List<ClusterTrace> traces = new ArrayList<>();
    filters.forEach(
        (cluster, filter) -> traces.add(TraceView.of(cluster, filter, most, since != null)));
    return Answer.of(new TraceView(traces, heartbeats));
  }

  // What to print

  private TraceChoice choice() {
    Set<String> wanted = types == null ? Set.of() : new TreeSet<>(List.of(types.split(",", -1)));
    List<String> known = knownTypes();
    for (String type : wanted) {
      if (!known.contains(type)) {
        throw UserError.unknown("type", type, known);
      }
    }
    Optional<NodeSelection> at = Optional.ofNullable(nodes).map(NodeSelection::parse);
    return new TraceChoice(at, wanted, heartbeats);
  }

  /** The messages of the clusters that run, or else of all algorithms, and the kinds of events. */
  private List<String> knownTypes() {
    List<ObservedCluster> running = session().all();
    List<? extends ElectionSystem> algorithms =
        running.isEmpty()
            ? session().catalog().all()
            : running.stream().map(it -> it.spec().algorithm()).toList();
    Set<String> known = new TreeSet<>();
    algorithms.forEach(it -> known.addAll(Messages.namesOf(it)));
    known.addAll(Messages.namesOfStore());
    List<String> types = new ArrayList<>(known);
    types.add(TraceFilter.IGNORED);
    types.add(TraceFilter.REFUSED);
    types.addAll(TraceText.kinds());
    return types;
  }

  // What happens from now on

  private Answer live(String word, TraceChoice choice) throws InterruptedException {
    if (last != null || since != null) {
      throw new UserError("trace on prints new events; for earlier ones, type: trace --last 100");
    }
    if (word.equals("off")) {
      session().liveTrace().off();
      return Answer.of(new LiveTraceView(false));
    } else if (!word.equals("on")) {
      throw UserError.unknown("word", word, List.of("on", "off"));
    }
    session().traceLive(choice);
    return Answer.of(new LiveTraceView(true));
  }

  /** What has been is not printed while it happens. */
  @Override
  public boolean allows(String option, List<String> words) {
    boolean ofThePast = option.equals("--last") || option.equals("--since");
    return !ofThePast || !words.contains("on") && !words.contains("off");
  }

  @Override
  public List<Completion> completions(String kind, List<String> before) {
    return kind.equals("TYPE")
        ? knownTypes().stream().map(it -> new Completion(it, "", Completion.MESSAGES)).toList()
        : super.completions(kind, before);
  }
}
