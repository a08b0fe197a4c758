package quorate.experiments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Delay;
import quorate.lab.simulator.Network;
import quorate.spi.Conditions;
import quorate.spi.TimeRange;

/** What a person has to know of a setting, before a table is read that was measured with it. */
public final class Cautions {

  private static final TimeRange AT_ONCE = TimeRange.fixed(Duration.ZERO);

  private Cautions() {}

  public static List<String> of(Experiment experiment) {
    List<String> cautions = of(experiment.cluster(), experiment.network());
    Duration limit = experiment.setup().limit();
    Duration timeout = experiment.cluster().timing().election().max();
    if (timeout.compareTo(limit) > 0) {
      String longer = "limit=" + timeout.multipliedBy(10).toSeconds() + "s";
      cautions.add(followedTooShort(timeout, limit) + "; type a longer limit: " + longer);
    }
    return cautions;
  }

  /** Of a cluster; {@code network} is empty over TCP, where a message takes next to no time. */
  public static List<String> of(ClusterSpec cluster, Optional<Network> network) {
    return of(
        cluster,
        network.map(it -> delay(it, cluster.size())).orElse(AT_ONCE),
        network.map(it -> it.persist().span()).orElse(AT_ONCE));
  }

  /**
   * The same, if messages take longer than they would.
   *
   * @param longer by how much
   * @param everywhere whether on all links; otherwise on some
   */
  public static List<String> delayed(
      ClusterSpec cluster, Optional<Network> network, Delay longer, boolean everywhere) {
    TimeRange usual = network.map(it -> delay(it, cluster.size())).orElse(AT_ONCE);
    TimeRange more = longer.span();
    return of(
        cluster,
        new TimeRange(
            everywhere ? usual.min().plus(more.min()) : usual.min(), usual.max().plus(more.max())),
        network.map(it -> it.persist().span()).orElse(AT_ONCE));
  }

  private static List<String> of(ClusterSpec cluster, TimeRange delay, TimeRange persist) {
    Conditions conditions =
        new Conditions(cluster.size(), cluster.timing(), cluster.options(), delay, persist);
    return cluster.size() == 1
        ? new ArrayList<>()
        : new ArrayList<>(cluster.algorithm().cautions(conditions));
  }

  /** What to say of an election timeout that may not be over when nobody looks any more. */
  public static String followedTooShort(Duration timeout, Duration limit) {
    return "an election timeout can last %s, and the cluster is followed for %s"
        .formatted(Conditions.millis(timeout), Conditions.millis(limit));
  }

  /** From the shortest to the longest of all links. */
  private static TimeRange delay(Network network, int size) {
    List<TimeRange> spans = new ArrayList<>();
    if (network.latencyOfLinks().size() < size * (size - 1)) {
      spans.add(network.latency().span());
    }
    network.latencyOfLinks().values().forEach(latency -> spans.add(latency.span()));
    return new TimeRange(
        spans.stream().map(TimeRange::min).min(Duration::compareTo).orElse(Duration.ZERO),
        spans.stream().map(TimeRange::max).max(Duration::compareTo).orElse(Duration.ZERO));
  }
}
