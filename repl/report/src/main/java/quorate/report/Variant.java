package quorate.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import quorate.experiments.Experiment;
import quorate.lab.cluster.ClusterSpec;

/** An algorithm with some of its options. */
record Variant(String algorithm, Map<String, String> options) {

  static Variant of(Experiment experiment) {
    ClusterSpec cluster = experiment.cluster();
    return new Variant(cluster.algorithm().name(), new TreeMap<>(cluster.options()));
  }

  String typed() {
    return options.entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return (algorithm + " " + typed()).strip();
  }
}
