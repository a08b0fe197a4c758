package quorate.experiments.published;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import quorate.experiments.Resources;
import quorate.lab.cluster.Catalog;

/**
 * The published experiments that the algorithms at hand bring along, each in a text beside its
 * code: {@code META-INF/quorate/experiments/NAME.txt} in its jar, with the name of the algorithm.
 */
public final class PublishedExperiments {

  private static final String FOLDER = "/META-INF/quorate/experiments/";

  private PublishedExperiments() {}

  /** The experiments of all algorithms, each with its own seed. */
  public static List<PublishedExperiment> all(Catalog catalog) {
    return all(catalog, OptionalLong.empty());
  }

  /**
   * The experiments of all algorithms.
   *
   * @param seed the source of all random choices; empty for the seed that each has of its own
   * @throws quorate.lab.UserError if a text cannot be understood
   */
  public static List<PublishedExperiment> all(Catalog catalog, OptionalLong seed) {
    return catalog.all().stream()
        .flatMap(
            algorithm ->
                Resources.text(algorithm.getClass(), FOLDER + algorithm.name() + ".txt")
                    .map(text -> new ExperimentFile(algorithm, seed).read(text).stream())
                    .orElse(Stream.empty()))
        .toList();
  }
}
