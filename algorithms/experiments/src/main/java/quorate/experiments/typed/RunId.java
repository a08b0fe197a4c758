package quorate.experiments.typed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Scenario;
import quorate.experiments.Setup;
import quorate.experiments.Trial;
import quorate.experiments.language.Quantities;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.simulator.Network;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Timing;

/**
 * The name of one simulated trial, or of the first so many, in one word that holds all that is
 * needed to run them again: {@code raft/5/crash-leader/seed=1/trial=17/election=150..155ms#9f3ab2}.
 * What is as usual is left out, and the rest comes in a fixed order. Behind the hash stands the
 * fingerprint that the runs had.
 *
 * @param experiment an experiment that has a network
 * @param kind whether {@code number} is that of one trial, or how many trials there are
 * @param number at least 1
 * @param fingerprint what came out; empty if a person left it out
 */
public record RunId(Experiment experiment, Kind kind, int number, Optional<String> fingerprint) {

  public enum Kind {
    TRIAL("trial"),
    /** All trials from the first to one of them. */
    SAMPLE("trials");

    private final String key;

    Kind(String key) {
      this.key = key;
    }
  }

  private static final String EXAMPLE = "raft/5/crash-leader/seed=1/trial=17";
  private static final String DEALT = ":" + Assignments.SHUFFLED;
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9.,@_+()-]");
  private static final Pattern ESCAPED = Pattern.compile("~([0-9a-f]{4})");

  public static RunId of(Experiment experiment, Trial trial) {
    return new RunId(experiment, Kind.TRIAL, trial.number(), trial.fingerprint());
  }

  /** The name of all trials of a sample, which begin with the first and leave none out. */
  public static RunId of(Sample sample) {
    return new RunId(sample.experiment(), Kind.SAMPLE, sample.all().size(), sample.fingerprint());
  }

  @Override
  public String toString() {
    ClusterSpec cluster = experiment.cluster();
    List<String> parts = new ArrayList<>();
    parts.add(cluster.algorithm().name());
    parts.add(Integer.toString(cluster.size()));
    parts.add(escaped(experiment.scenario().name()));
    parts.add("seed=" + cluster.seed());
    parts.add(kind.key + "=" + number);
    Map<String, String> others = new LinkedHashMap<>(Spelling.of(cluster.timing()));
    others.putAll(Spelling.of(experiment.network().orElse(Network.DEFAULT)));
    others.putAll(Spelling.of(experiment.setup()));
    cluster.options().forEach((option, value) -> others.put(option, option(option, value)));
    others.forEach((key, value) -> parts.add(key + "=" + value));
    return String.join("/", parts) + fingerprint.map(hash -> "#" + hash).orElse("");
  }

  private String option(String option, String value) {
    return escaped(value) + (experiment.setup().shuffled().contains(option) ? DEALT : "");
  }

  private static String escaped(String text) {
    return UNSAFE.matcher(text).replaceAll(it -> "~" + Printable.units(it.group(), "~"));
  }

  private static String unescaped(String text) {
    return ESCAPED.matcher(text).replaceAll(it -> Matcher.quoteReplacement(character(it.group(1))));
  }

  /**
   * Reads such a word.
   *
   * @param scenarios finds a scenario by what is typed, or throws a {@link UserError}
   * @param clusterName what the clusters of the experiment are to be called
   * @throws UserError if it is none, or names what does not exist
   */
  public static RunId parse(
      String word, Catalog catalog, Function<String, Scenario> scenarios, String clusterName) {
    int hash = word.indexOf('#');
    Optional<String> fingerprint =
        hash < 0 ? Optional.empty() : Optional.of(word.substring(hash + 1));
    List<String> parts = List.of((hash < 0 ? word : word.substring(0, hash)).split("/", -1));
    if (parts.size() < 5
        || fingerprint.filter(it -> !FINGERPRINT.matcher(it).matches()).isPresent()) {
      throw none(word);
    }
    Map<String, String> assigned = new LinkedHashMap<>();
    for (String part : parts.subList(3, parts.size())) {
      int equals = part.indexOf('=');
      if (equals < 1
          || assigned.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
        throw none(word);
      }
    }
    String seed = assigned.remove("seed");
    Kind kind = assigned.containsKey(Kind.TRIAL.key) ? Kind.TRIAL : Kind.SAMPLE;
    String number = assigned.remove(kind.key);
    if (seed == null || number == null || !number.matches("[1-9]\\d{0,8}")) {
      throw none(word);
    }
    Experiment experiment = experiment(parts, seed, assigned, catalog, scenarios, clusterName);
    return new RunId(experiment, kind, Integer.parseInt(number), fingerprint);
  }

  private static UserError none(String word) {
    return new UserError(
        "'%s' is not the id of a run; reports print them, and they look like %s"
            .formatted(Printable.of(word), EXAMPLE));
  }

  private static Experiment experiment(
      List<String> parts,
      String seed,
      Map<String, String> assigned,
      Catalog catalog,
      Function<String, Scenario> scenarios,
      String clusterName) {
    ElectionAlgorithm algorithm = catalog.named(parts.get(0));
    int size = Quantities.integer(parts.get(1), "a number of nodes");
    Scenario scenario = scenarios.apply(unescaped(parts.get(2)));
    Assignments typed = Assignments.of(words(assigned));
    Timing timing = typed.timing(Timing.DEFAULT);
    Network network = typed.network(Network.DEFAULT, size);
    Setup setup = typed.setup(Setup.DEFAULT, algorithm);
    Map<String, String> options = typed.options(algorithm, List.of(algorithm));
    try {
      ClusterSpec cluster =
          new ClusterSpec(clusterName, algorithm, size, timing, options, Long.parseLong(seed));
      return new Experiment(cluster, scenario, setup, Optional.of(network));
    } catch (NumberFormatException noSeed) {
      throw new UserError("'" + Printable.of(seed) + "' is not a seed; it is a number");
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
  }

  /** The assignments as they are typed at the prompt. */
  private static List<String> words(Map<String, String> assigned) {
    List<String> words = new ArrayList<>();
    assigned.forEach(
        (key, value) -> {
          boolean dealt = value.endsWith(DEALT);
          String escaped = dealt ? value.substring(0, value.length() - DEALT.length()) : value;
          words.add(key + "=" + unescaped(escaped));
          if (dealt) {
            words.add(Assignments.SHUFFLED);
          }
        });
    return words;
  }

  private static String character(String hexadecimal) {
    return Character.toString((char) Integer.parseInt(hexadecimal, 16));
  }
}
