package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.lab.cluster.Catalog;
import quorate.lab.experiment.Sample;
import quorate.lab.experiment.Trial;
import quorate.lab.published.PublishedExperiment;
import quorate.lab.published.PublishedExperiment.Curve;
import quorate.lab.published.PublishedExperiments;

/** The figures that others published come out of these rules as well. */
class RaftPublishedTest {

  private static Stream<Curve> curves(String name) {
    return PublishedExperiments.find(name, Catalog.load()).orElseThrow().curves().stream();
  }

  static Stream<Curve> figure16() {
    return curves("raft-figure-16").filter(curve -> !curve.label().startsWith("150-151"));
  }

  static Stream<Curve> equalLogs() {
    return curves("availsim").filter(curve -> !curve.published().isEmpty());
  }

  static Stream<Curve> randomLogs() {
    return curves("availsim").filter(curve -> curve.published().isEmpty());
  }

  private static Map<String, Double> figures(Curve curve, int trials) throws InterruptedException {
    List<Trial> done = new ArrayList<>();
    for (int number = 1; number <= trials; number++) {
      done.add(Trial.simulate(curve.experiment(), number));
    }
    Sample sample = Sample.of(done);
    assertThat(sample.settled()).isEqualTo(trials);
    assertThat(sample.violations()).isEmpty();
    return PublishedExperiment.figures(curve.measure().of(sample).orElseThrow());
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

  /** There is nothing to compare with; but all settle, and the quickest are as with equal logs. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void randomLogs(Curve curve) throws InterruptedException {
    assertThat(figures(curve, 1000).get("p01")).isCloseTo(375, within(20.0));
  }
}
