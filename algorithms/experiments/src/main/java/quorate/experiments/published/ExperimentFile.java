package quorate.experiments.published;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import quorate.experiments.Experiment;
import quorate.experiments.Figure;
import quorate.experiments.Scenario;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.language.Quantities;
import quorate.experiments.language.Statements;
import quorate.experiments.published.PublishedExperiment.Curve;
import quorate.experiments.typed.Assignments;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.simulator.Network;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Timing;

/**
 * Reads a text with the published experiments of one algorithm. Each begins with a line {@code
 * experiment NAME}; a line that begins with {@code #} is a comment. What is run is written as after
 * {@code compare}: of all curves behind {@code run}, and of one of them behind its label.
 *
 * @param algorithm what all clusters run
 * @param seed the source of all random choices; empty for the seed in the text
 */
record ExperimentFile(ElectionAlgorithm algorithm, OptionalLong seed) {

  private static final String EXPERIMENT = "experiment";
  private static final List<String> KEYS =
      List.of(EXPERIMENT, "source", "about", "measure", "trials", "seed", "run", "curve");

  private static final Pattern FIGURE = Pattern.compile("(\\w+)=(\\d+(?:\\.\\d+)?)");

  /** What stands between what is run and the figures that were published. */
  private static final String PUBLISHED = "published";

  /** Throws a UserError if a line is not understood, or one is missing. */
  List<PublishedExperiment> read(String text) {
    List<Map<String, List<String>>> blocks = new ArrayList<>();
    try {
      for (String line : text.lines().toList()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          add(line.strip(), blocks);
        }
      }
      return blocks.stream().map(this::experiment).toList();
    } catch (IllegalArgumentException | UserError wrong) {
      throw new UserError(
          "the published experiments of " + algorithm.name() + ": " + wrong.getMessage());
    }
  }

  private static void add(String line, List<Map<String, List<String>>> blocks) {
    String[] parts = line.split("\\s+", 2);
    if (!KEYS.contains(parts[0]) || parts.length < 2) {
      throw new UserError("'" + line + "' is not understood; a line begins with one of " + KEYS);
    } else if (parts[0].equals(EXPERIMENT)) {
      blocks.add(new LinkedHashMap<>());
    } else if (blocks.isEmpty()) {
      throw new UserError("'" + line + "' comes before the first experiment");
    }
    blocks.get(blocks.size() - 1).computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
  }

  private PublishedExperiment experiment(Map<String, List<String>> lines) {
    return new PublishedExperiment(
        only(EXPERIMENT, lines),
        only("source", lines),
        all("about", lines),
        all("curve", lines).stream().map(curve -> curve(curve, lines)).toList());
  }

  private Curve curve(String line, Map<String, List<String>> lines) {
    List<String> words = words(line);
    int end = words.contains(PUBLISHED) ? words.indexOf(PUBLISHED) : words.size();
    long usual = Long.parseLong(only("seed", lines));
    return new Curve(
        words.get(0),
        experiment(words(only("run", lines)), words.subList(1, end), seed.orElse(usual)),
        Quantities.integer(only("trials", lines), "a number of trials"),
        figure(only("measure", lines)),
        figures(words.subList(Math.min(end + 1, words.size()), words.size())));
  }

  /** What is run: the number of nodes, a scenario, and what is assigned. */
  private Experiment experiment(List<String> run, List<String> ofCurve, long seed) {
    if (run.size() < 2) {
      throw new UserError("'run' needs a number of nodes and a scenario, as in: run 5 startup");
    }
    int size = Quantities.integer(run.get(0), "a number of nodes");
    Scenario scenario =
        Scenarios.find(run.get(1))
            .orElseThrow(() -> UserError.unknown("scenario", run.get(1), Scenarios.names()));
    Assignments typed =
        Assignments.of(Stream.concat(run.stream().skip(2), ofCurve.stream()).toList());
    Map<String, String> options = typed.options(algorithm, List.of(algorithm));
    return new Experiment(
        new ClusterSpec(
            algorithm.name(), algorithm, size, typed.timing(Timing.DEFAULT), options, seed),
        scenario,
        typed.setup(Setup.DEFAULT, algorithm),
        Optional.of(typed.network(Network.DEFAULT, size)));
  }

  private static Figure figure(String word) {
    return Stream.of(Figure.values())
        .filter(figure -> figure.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.unknown(
                    "figure", word, Stream.of(Figure.values()).map(Figure::word).toList()));
  }

  private static Map<String, Double> figures(List<String> assigned) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String word : assigned) {
      Matcher figure = FIGURE.matcher(word);
      if (!figure.matches()) {
        throw new UserError("'" + word + "' is no published figure; one is written mean=430");
      }
      figures.put(figure.group(1), Double.valueOf(figure.group(2)));
    }
    return figures;
  }

  private static List<String> words(String text) {
    return Statements.of(text).stream().flatMap(statement -> statement.words().stream()).toList();
  }

  private static String only(String key, Map<String, List<String>> lines) {
    List<String> all = all(key, lines);
    if (all.size() > 1) {
      throw new UserError("an experiment has one line '" + key + "'");
    }
    return all.get(0);
  }

  private static List<String> all(String key, Map<String, List<String>> lines) {
    return Optional.ofNullable(lines.get(key))
        .orElseThrow(() -> new UserError("an experiment needs a line '" + key + "'"));
  }
}
