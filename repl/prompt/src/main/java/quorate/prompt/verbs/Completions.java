package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import quorate.experiments.Matrix;
import quorate.experiments.ObservedCluster;
import quorate.experiments.Scenarios;
import quorate.experiments.Wait;
import quorate.experiments.language.NodeSelection;
import quorate.experiments.published.PublishedExperiments;
import quorate.experiments.typed.Assignments;
import quorate.lab.cluster.Messages;
import quorate.session.Branches.Branch;
import quorate.session.Session;
import quorate.session.Settings;

/**
 * The words of each kind. The parameters of a command, and the usage of a fault, say of what kind
 * the next word is: {@code NODES}, {@code ALGORITHM}. Here is what can be typed in its place.
 */
final class Completions {

  /** Up to this size each link of a cluster is offered. */
  private static final int FEW_NODES = 6;

  private final Session session;
  private final Language language;

  Completions(Session session, Language language) {
    this.session = session;
    this.language = language;
  }

  /**
   * What can be typed.
   *
   * @param kind in capitals; or a word in small letters that is typed as it is; or several of both:
   *     {@code CLUSTER|all}
   * @param before the words behind the command that stand there already
   */
  List<Completion> of(String kind, List<String> before) {
    return Stream.of(kind.split("\\|")).flatMap(it -> ofOne(it, before).stream()).toList();
  }

  private List<Completion> ofOne(String kind, List<String> before) {
    return switch (kind) {
      case "ALGORITHM" -> algorithms(before);
      case "SIZE" -> Completion.of(List.of("3", "5", "7"));
      case "KEY=" -> keys(before, before.contains("--sim") || session.settings().simulated());
      case "SIMULATED=" -> keys(before, true);
      case "SETUP=" -> described(Assignments.SETUP, "compare", "", "=");
      case "CLUSTER" -> Completion.of(session.all().stream().map(it -> it.spec().name()).toList());
      case "BRANCH" -> Completion.of(branches());
      case "NODE", "NODES" -> Completion.of(nodes());
      case "LINKS" -> Completion.of(links());
      case "MESSAGE" -> Completion.of(messages());
      case "TIMER" -> Completion.of(timers());
      case "UNTIL" -> described(Wait.WORDS, "wait", "wait ", "");
      case "SETTING" -> described(Settings.NAMES, "set", "", "");
      case "SCENARIO" -> scenarios(Scenarios.names());
      case "FAULT" -> scenarios(Matrix.FAULTS);
      case "EXPERIMENT" ->
          PublishedExperiments.all(session.catalog()).stream()
              .map(it -> new Completion(it.name(), it.source()))
              .toList();
      case "GROUP" ->
          Stream.of(CommandGroup.values())
              .filter(it -> it != CommandGroup.OTHER)
              .map(it -> new Completion(it.word(), it.title()))
              .toList();
      case "COMMAND" ->
          language.all().entrySet().stream()
              .map(it -> new Completion(it.getKey(), Language.summary(it.getValue())))
              .toList();
      case "SHARE", "DELAY", "TIME", "COUNT", "VALUE", "FILE", "ID", "N", "EVERY" -> List.of();
      default -> asItIs(kind);
    };
  }

  /** A label that picocli made of a field's name, such as {@code <runs>}, stands for a number. */
  private static List<Completion> asItIs(String word) {
    if (word.matches("[A-Z]+=?")) {
      throw new IllegalArgumentException("nothing is known to complete " + word + " with");
    }
    return word.startsWith("<") ? List.of() : Completion.of(List.of(word));
  }

  private List<Completion> algorithms(List<String> before) {
    return session.catalog().all().stream()
        .filter(it -> !before.contains(it.name()))
        .map(it -> new Completion(it.name(), it.source()))
        .toList();
  }

  private static List<Completion> scenarios(List<String> names) {
    return Scenarios.all().stream()
        .filter(it -> names.contains(it.name()))
        .map(it -> new Completion(it.name(), it.description()))
        .toList();
  }

  /** The keys that could be assigned next, and the word that may follow one. */
  private List<Completion> keys(List<String> before, boolean simulated) {
    List<Completion> keys = new ArrayList<>(described(Assignments.TIMING, "set", "", "="));
    keys.addAll(simulated ? described(Assignments.NETWORK, "set", "", "=") : List.of());
    before.stream()
        .flatMap(word -> session.catalog().find(word).stream())
        .flatMap(algorithm -> algorithm.options().stream())
        .forEach(it -> keys.add(new Completion(it.name() + "=", it.description())));
    if (!before.isEmpty() && Assignments.canBeShuffled(before.get(before.size() - 1))) {
      keys.add(new Completion(Assignments.SHUFFLED, "deals these values to the nodes"));
    }
    return keys;
  }

  /**
   * Words that the help of a command explains.
   *
   * @param before what stands before each word there
   * @param behind what is typed behind each
   */
  private static List<Completion> described(
      List<String> words, String command, String before, String behind) {
    return words.stream()
        .map(it -> new Completion(it + behind, HelpText.meaning(command, before + it)))
        .toList();
  }

  private List<String> branches() {
    return session.all().stream()
        .filter(it -> it.simulated().isPresent())
        .flatMap(it -> session.branches().all(it).stream())
        .map(Branch::name)
        .distinct()
        .toList();
  }

  private int largest() {
    return session.all().stream().mapToInt(it -> it.spec().size()).max().orElse(0);
  }

  /** Words, and the numbers of the largest cluster. */
  private List<String> nodes() {
    List<String> names = new ArrayList<>(NodeSelection.WORDS);
    for (int number = 1; number <= largest(); number++) {
      names.add(Integer.toString(number));
    }
    return names;
  }

  private List<String> links() {
    List<String> links = new ArrayList<>(List.of("leader-followers", "leader->followers"));
    int size = largest() <= FEW_NODES ? largest() : 0;
    for (int from = 1; from <= size; from++) {
      for (int to = from + 1; to <= size; to++) {
        links.addAll(List.of(from + "-" + to, from + "->" + to, to + "->" + from));
      }
    }
    return links;
  }

  private List<String> messages() {
    return session.all().stream()
        .flatMap(it -> Messages.namesOf(it.spec().algorithm()).stream())
        .distinct()
        .toList();
  }

  private TreeSet<String> timers() {
    TreeSet<String> timers = new TreeSet<>();
    for (ObservedCluster it : session.all()) {
      it.run(
          now -> it.spec().members().forEach(n -> timers.addAll(now.cluster().pendingTimers(n))));
    }
    return timers;
  }
}
