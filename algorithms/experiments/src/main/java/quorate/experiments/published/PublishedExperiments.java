package quorate.experiments.published;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.lab.cluster.Catalog;
import quorate.spi.ElectionAlgorithm;

/** All published experiments that can be run with the algorithms at hand. */
public final class PublishedExperiments {

  private PublishedExperiments() {}

  /**
   * The experiments, each with its usual seed.
   *
   * @param catalog the algorithms at hand; an experiment whose algorithm is missing is left out
   */
  public static List<PublishedExperiment> all(Catalog catalog) {
    return all(catalog, OptionalLong.empty());
  }

  /**
   * The experiments.
   *
   * @param catalog the algorithms at hand; an experiment whose algorithm is missing is left out
   * @param seed what all chance comes from; empty for the usual seed of each
   */
  public static List<PublishedExperiment> all(Catalog catalog, OptionalLong seed) {
    Optional<ElectionAlgorithm> raft = catalog.find("raft");
    return raft.isEmpty()
        ? List.of()
        : List.of(RaftFigure16.experiment(raft.get(), seed), AvailSim.experiment(raft.get(), seed));
  }

  /** An experiment by the name that is typed, with its usual seed. */
  public static Optional<PublishedExperiment> find(String name, Catalog catalog) {
    return all(catalog).stream().filter(experiment -> experiment.name().equals(name)).findFirst();
  }
}
