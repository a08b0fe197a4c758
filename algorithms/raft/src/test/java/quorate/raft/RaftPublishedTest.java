package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.experiments.Sample;
import quorate.experiments.Trial;
import quorate.experiments.published.PublishedExperiment;
import quorate.experiments.published.PublishedExperiment.Curve;
import quorate.experiments.published.PublishedExperiments;
import quorate.lab.cluster.Catalog;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;

/** The figures that others published come out of these rules as well. */
@Tag("long")
class RaftPublishedTest {

  private static Stream<Curve> curves(String name) {
    return PublishedExperiments.all(Catalog.load()).stream()
        .filter(experiment -> experiment.name().equals(name))
        .flatMap(experiment -> experiment.curves().stream());
  }

  static Stream<Curve> figure16() {
    return curves("raft-figure-16").filter(curve -> !curve.label().startsWith("150-151"));
  }

  static Stream<Curve> equalLogs() {
    return curves("availsim").filter(curve -> curve.label().startsWith("equal"));
  }

  static Stream<Curve> randomLogs() {
    return curves("availsim").filter(curve -> curve.label().startsWith("random"));
  }

  private static Map<String, Double> figures(Curve curve, int trials) throws InterruptedException {
    List<Trial> done = new ArrayList<>();
    Network network = curve.experiment().network().orElseThrow();
    for (int number = 1; number <= trials; number++) {
      done.add(
          Trial.run(
              spec -> SimulatedCluster.withoutFingerprint(spec, network),
              curve.experiment(),
              number));
    }
    Sample sample = new Sample(curve.experiment(), done);
    assertThat(sample.settled()).isEqualTo(trials);
    assertThat(sample.violations()).isEmpty();
    return PublishedExperiment.figures(sample.summary(curve.measure()).orElseThrow());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void figure16(Curve curve) throws InterruptedException {
    assertThat(figures(curve, curve.trials()).get("p50"))
        .as(curve.label())
        .isCloseTo(curve.published().get("p50"), Percentage.withPercentage(10));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void equalLogs(Curve curve) throws InterruptedException {
    Map<String, Double> ours = figures(curve, curve.trials());
    curve
        .published()
        .forEach(
            (name, published) ->
                assertThat(ours.get(name))
                    .as(curve.label() + ", " + name)
                    .isCloseTo(published, Percentage.withPercentage(name.equals("mean") ? 2 : 4)));
  }

  /** The means that are published lie within three standard errors of as many trials. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void randomLogs(Curve curve) throws InterruptedException {
    assertThat(figures(curve, curve.trials()).get("mean"))
        .as(curve.label())
        .isCloseTo(curve.published().get("mean"), Percentage.withPercentage(2));
  }

  /** Whichever node led, two of the four that are left can win, and two cannot. */
  @Test
  void whoever_crashes_in_figure_16_two_of_the_others_cannot_win() {
    for (Curve curve : curves("raft-figure-16").toList()) {
      List<Integer> logs =
          Stream.of(curve.experiment().cluster().options().get("logs").split(","))
              .map(Integer::valueOf)
              .toList();
      assertThat(logs).doesNotHaveDuplicates().hasSize(5);
      for (Integer crashed : logs) {
        List<Integer> left = logs.stream().filter(log -> !log.equals(crashed)).toList();
        long canWin =
            left.stream()
                .filter(log -> left.stream().filter(voter -> voter <= log).count() >= 3)
                .count();
        assertThat(canWin).isEqualTo(2);
      }
    }
  }
}
