package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import quorate.experiments.Matrix;
import quorate.experiments.ObservedCluster;
import quorate.experiments.Scenarios;
import quorate.experiments.Wait;
import quorate.experiments.published.PublishedExperiments;
import quorate.experiments.typed.Assignments;
import quorate.report.export.Format;
import quorate.session.Branches.Branch;
import quorate.session.Session;
import quorate.session.Settings;
import quorate.spi.ElectionSystem;

/**
 * The words of each kind. The parameters of a command, and the usage of a fault, say of what kind
 * the next word is: {@code NODES}, {@code ALGORITHM}. Here is what can be typed in its place.
 */
final class Completions {

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
      case "SIZE" ->
          KeyValues.values("3 survives 1 crash", "5 survives 2 crashes", "7 survives 3 crashes");
      case "KEY=" -> keys(before, before.contains("--sim") || session.settings().simulated());
      case "SIMULATED=" -> keys(before, true);
      case "SETUP=" -> described(Assignments.SETUP, "compare", "=", "trials");
      case "CLUSTER" -> session.all().stream().map(Completions::cluster).toList();
      case "BRANCH" -> Completion.of(branches());
      case "NODE", "NODES" -> live().nodes();
      case "LINKS" -> live().links();
      case "MESSAGE" -> live().messages();
      case "TIMER" -> live().timers();
      case "UNTIL" -> waits();
      case "SETTING" -> settings();
      case "SCENARIO" -> scenarios(Scenarios.names());
      case "FAULT" -> scenarios(Matrix.FAULTS);
      case "EXPERIMENT" ->
          PublishedExperiments.all(session.catalog()).stream()
              .map(it -> new Completion(it.name(), it.source(), "experiments"))
              .toList();
      case "FORMAT" ->
          Stream.of(Format.values())
              .map(it -> new Completion(it.word(), it.meaning(), "formats"))
              .toList();
      case "GROUP" ->
          Stream.of(CommandGroup.values())
              .filter(it -> it != CommandGroup.OTHER)
              .map(it -> new Completion(it.word(), it.title()))
              .toList();
      case "COMMAND" ->
          language.all().entrySet().stream()
              .map(it -> new Completion(it.getKey(), Language.summary(it.getValue()), "commands"))
              .toList();
      case "PART" ->
          KeyValues.values("1/4 the first of four parts", "2/4 the second", "1/1 all in one part");
      case "SHARE" ->
          KeyValues.values("20% one in five", "50% every other", "100% all", "0% none any more");
      case "RATE" -> KeyValues.values("1.05 5% fast", "0.9 10% slow", "2 twice as fast", "1 true");
      case "DELAY" -> KeyValues.delays();
      case "TIME" -> KeyValues.values("500ms half a second", "2s two seconds");
      case "VALUE" ->
          before.isEmpty() ? List.of() : values(before.get(before.size() - 1), List.of());
      case "ID" ->
          session.reported().stream()
              .map(it -> new Completion(it.toString(), "worth a look in the last report"))
              .toList();
      case "URL" -> KeyValues.values("http://127.0.0.1:8001 node 1 of quorate cluster start");
      case "FILE", "COUNT", "N", "EVERY", "HASH" -> List.of();
      default -> asItIs(kind);
    };
  }

  /** What can be typed behind a key and its equals sign. */
  List<Completion> values(String key, List<String> before) {
    return new KeyValues(session).of(key, before);
  }

  /** Those that the command is for: all, or the one that {@code on} names. */
  private LiveWords live() {
    return new LiveWords(session.all().isEmpty() ? List.of() : session.clusters());
  }

  private static Completion cluster(ObservedCluster cluster) {
    int size = cluster.spec().size();
    return new Completion(
        cluster.spec().name(),
        "%s, %d node%s, %s"
            .formatted(
                cluster.spec().algorithm().name(),
                size,
                size == 1 ? "" : "s",
                cluster.world().where()),
        "clusters");
  }

  private static List<Completion> waits() {
    return Wait.WORDS.stream()
        .map(it -> new Completion(it, HelpText.meaning("wait", "wait " + it), "until"))
        .toList();
  }

  /** Each with what it is now. */
  private List<Completion> settings() {
    Map<String, String> now = session.settings().all();
    return described(Settings.NAMES, "set", "", "settings").stream()
        .map(
            it ->
                new Completion(
                    it.word(), "now " + now.get(it.word()) + ": " + meaning(it), it.group()))
        .toList();
  }

  /** Without the example behind it: the value now stands before it. */
  private static String meaning(Completion setting) {
    return setting.meaning().replaceAll(": set .*", "");
  }

  /** A label that picocli made of a field's name, such as {@code <runs>}, stands for a number. */
  private static List<Completion> asItIs(String word) {
    if (word.matches("[A-Z]+=?")) {
      throw new IllegalArgumentException("nothing is known to complete " + word + " with");
    }
    return word.startsWith("<") ? List.of() : Completion.of(List.of(word));
  }

  private List<Completion> algorithms(List<String> before) {
    return session.systems().stream()
        .filter(it -> !before.contains(it.name()))
        .map(it -> new Completion(it.name(), it.source(), "algorithms"))
        .toList();
  }

  private static List<Completion> scenarios(List<String> names) {
    return Scenarios.all().stream()
        .filter(it -> names.contains(it.name()))
        .map(it -> new Completion(it.name(), it.description(), "scenarios"))
        .toList();
  }

  /** The keys that could be assigned next, and the word that may follow one. */
  private List<Completion> keys(List<String> before, boolean simulated) {
    List<Completion> keys = new ArrayList<>(described(Assignments.TIMING, "set", "=", "timing"));
    keys.addAll(
        simulated ? described(Assignments.NETWORK, "set", "=", "simulated network") : List.of());
    before.stream()
        .flatMap(word -> session.findSystem(word).stream())
        .forEach(it -> keys.addAll(options(it)));
    if (!before.isEmpty() && Assignments.canBeShuffled(before.get(before.size() - 1))) {
      keys.add(
          new Completion(Assignments.SHUFFLED, "deals these values to the nodes", "behind a key"));
    }
    return keys.stream().filter(it -> before.stream().noneMatch(its(it))).toList();
  }

  /** Whether a word assigns something to a key already. */
  private static Predicate<String> its(Completion key) {
    return word -> key.word().endsWith("=") && word.startsWith(key.word());
  }

  private static List<Completion> options(ElectionSystem algorithm) {
    return algorithm.options().stream()
        .map(
            it ->
                new Completion(
                    it.name() + "=",
                    it.description() + "; " + it.defaultValue() + " unless typed",
                    "options of " + algorithm.name()))
        .toList();
  }

  /**
   * Words that the help of a command explains.
   *
   * @param behind what is typed behind each
   */
  private static List<Completion> described(
      List<String> words, String command, String behind, String group) {
    return words.stream()
        .map(it -> new Completion(it + behind, HelpText.meaning(command, it), group))
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
}
