package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.ObservedCluster.Injected;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.FaultRow;
import quorate.report.ClusterName;
import quorate.report.InjectedView;
import quorate.report.InjectedView.InjectedFault;
import quorate.session.Answer;

/**
 * A command that does a fault to every cluster it is for, follows each until it settles, and prints
 * what became of them side by side. That the fault can be done in each cluster is found out for all
 * of them before it is done to any. All that differs from fault to fault stands in its row.
 */
@Command
public final class FaultVerb extends FollowingVerb {

  private static final Map<String, String> KEYWORDS =
      Map.ofEntries(
          Map.entry("for", "a time, after which it goes on by itself"),
          Map.entry("|", "between two groups"),
          Map.entry("from", "only those that a node sends"),
          Map.entry("to", "only those that a node would get"),
          Map.entry("next", "only so many; then no more"),
          Map.entry("heal", "all of them are well again"),
          Map.entry("--amnesia", "with an empty disk"),
          Map.entry("off", "nobody writes any more"),
          Map.entry("fencing=", "on refuses a write with an older token, off accepts all"),
          Map.entry("pace=", "how much time lies between two writes"),
          Map.entry("work=", "how much time lies between the check and the write"));

  private final FaultRow<?> row;

  @Parameters(arity = "0..*", description = "as FaultCommand reads it")
  private List<String> words = new ArrayList<>();

  FaultVerb(FaultRow<?> row) {
    this.row = row;
  }

  /** All words go to the one reader of faults, options as well. */
  @Override
  public CommandSpec spec() {
    CommandSpec spec = super.spec().name(row.word());
    spec.parser().unmatchedOptionsArePositionalParams(true);
    spec.usageMessage()
        .customSynopsis(row.usage())
        .description(row.description())
        .footer(row.footer().toArray(String[]::new));
    return spec;
  }

  @Override
  public Answer run(String typed) throws InterruptedException {
    if (isPlace()) {
      PendingMoves moves = new PendingMoves(session(), typed);
      return row.word().equals("drop") ? moves.lose(words.get(0)) : moves.fire(words.get(0));
    }
    List<String> command = new ArrayList<>(List.of(row.word()));
    command.addAll(words);
    FaultCommand fault = FaultCommand.parse(command);
    for (ObservedCluster cluster : session().clusters()) {
      cluster.check(fault);
    }
    List<Followed> followed = new ArrayList<>();
    for (ObservedCluster cluster : session().clusters()) {
      Injected done = cluster.inject(fault);
      followed.add(
          new Followed(cluster, Optional.of(done.fault()), done.changed(), done.following()));
    }
    if (!session().settings().follow()) {
      followed.forEach(it -> it.following().stop());
      return Answer.of(new InjectedView(row.did(), injected(followed), List.of()));
    }
    List<String> playing =
        session().clusters().stream()
            .filter(session().expectations()::plays)
            .map(it -> it.spec().name())
            .toList();
    return playing.isEmpty()
        ? followed(typed, row.did(), followed)
        : later(typed, followed, playing);
  }

  /** Somebody looks on while time passes: a fault does not run ahead of it. */
  private Answer later(String typed, List<Followed> all, List<String> playing) {
    session()
        .expectations()
        .expect(
            new LaterOutcomes(typed, all, outcomes -> came(typed, row.did(), outcomes)),
            session().clusters());
    return Answer.of(new InjectedView(row.did(), injected(all), playing));
  }

  /** Whether a number was typed that names something in the list of pending. */
  private boolean isPlace() {
    return words.size() == 1
        && words.get(0).matches("\\d+")
        && List.of("drop", "fire").contains(row.word())
        && session().clusters().stream().allMatch(Verb::isSimulated);
  }

  private static List<InjectedFault> injected(List<Followed> all) {
    return all.stream()
        .map(
            it ->
                new InjectedFault(
                    ClusterName.of(it.cluster()), it.fault().orElseThrow(), it.changed()))
        .toList();
  }

  /** Its usage says what follows: a word of some kind, or one of the keywords that are left. */
  @Override
  public List<Completion> completions(String kind, List<String> before) {
    List<Completion> completions = new ArrayList<>(inItsFirstForm(before));
    if (before.isEmpty()) {
      others().forEach(it -> completions.add(new Completion(it, KEYWORDS.getOrDefault(it, ""))));
    }
    return completions;
  }

  /** What a usage of several forms has between them. */
  private static final String OR = " \\| (?![^\\[]*])";

  /**
   * The words with which its other forms begin: {@code heal} of {@code drift NODES RATE | heal}.
   */
  private List<String> others() {
    List<String> forms = List.of(row.usage().split(OR));
    return forms.subList(1, forms.size()).stream().map(it -> it.split(" ", 2)[0]).toList();
  }

  private List<Completion> inItsFirstForm(List<String> before) {
    if (before.size() == 1 && others().contains(before.get(0))) {
      return List.of();
    }
    List<String> slots = slotsAfter(before);
    if (!slots.isEmpty() && slots.get(0).matches("[A-Z]+")) {
      return super.completions(slots.get(0), before);
    }
    return slots.stream()
        .filter(it -> !it.matches("[A-Z]+|\\.\\.\\."))
        .map(it -> it.replaceAll("=.*", "="))
        .map(it -> new Completion(it, KEYWORDS.getOrDefault(it, "")))
        .toList();
  }

  /** What is left of the usage behind some words. */
  private List<String> slotsAfter(List<String> before) {
    String first = row.usage().split(OR)[0];
    List<String> slots = List.of(first.replaceAll("[\\[\\]]", "").split(" "));
    int next = 1;
    for (String word : before) {
      int keyword = slots.subList(next, slots.size()).indexOf(word);
      next = Math.min(next + Math.max(keyword, 0) + 1, slots.size());
      if (next < slots.size() && slots.get(next).equals("...")) {
        next = slots.indexOf("|"); // and so on
      }
    }
    return slots.subList(next, slots.size());
  }
}
