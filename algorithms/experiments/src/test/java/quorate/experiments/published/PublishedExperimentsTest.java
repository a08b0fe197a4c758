package quorate.experiments.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.experiments.Experiment;
import quorate.experiments.Figure;
import quorate.experiments.published.PublishedExperiment.Curve;
import quorate.lab.Flock;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.Delay;
import quorate.spi.NodeId;

class PublishedExperimentsTest {

  private static final Catalog FLOCK = new Catalog(List.of(new Flock()));

  @Test
  void the_text_beside_an_algorithm_is_found_by_its_name() {
    PublishedExperiment flight = PublishedExperiments.all(FLOCK).get(0);
    assertThat(flight.source()).isEqualTo("these tests");
    assertThat(flight.description()).containsExactly("A flock takes off,", "twice.");
    assertThat(flight.curves())
        .extracting(Curve::label)
        .containsExactly("all three", "two of them");
    assertThat(PublishedExperiments.all(new Catalog(List.of()))).isEmpty();
  }

  @Test
  void a_curve_is_run_as_the_words_say_that_all_share_and_as_its_own_say() {
    Curve second = PublishedExperiments.all(FLOCK).get(0).curves().get(1);
    Experiment experiment = second.experiment();
    assertThat(experiment.scenario().name()).isEqualTo("startup");
    assertThat(experiment.cluster().size()).isEqualTo(3);
    assertThat(experiment.cluster().options()).isEqualTo(Map.of("song", "high"));
    assertThat(experiment.cluster().timing().heartbeat()).isEqualTo(Duration.ofMillis(20));
    assertThat(experiment.setup().down()).containsExactly(new NodeId(3));
    assertThat(experiment.network().orElseThrow().latency())
        .isEqualTo(Delay.fixed(Duration.ofMillis(2)));
    assertThat(second.trials()).isEqualTo(20);
    assertThat(second.measure()).isEqualTo(Figure.ELECTED);
  }

  @Test
  void figures_stand_in_the_order_of_the_text_and_may_be_missing() {
    List<Curve> curves = PublishedExperiments.all(FLOCK).get(0).curves();
    assertThat(curves.get(0).published())
        .containsExactly(Map.entry("mean", 12.5), Map.entry("max", 40.0));
    assertThat(curves.get(1).published()).isEmpty();
  }

  @Test
  void the_seed_of_the_text_gives_way_to_one_that_is_typed() {
    assertThat(seed(OptionalLong.empty())).isEqualTo(7);
    assertThat(seed(OptionalLong.of(11))).isEqualTo(11);
  }

  private static long seed(OptionalLong typed) {
    PublishedExperiment first = PublishedExperiments.all(FLOCK, typed).get(0);
    return first.curves().get(0).experiment().cluster().seed();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "flight of fancy | 'flight of fancy' is not understood; a line begins with one of",
        "trials 3 | an experiment has one line 'trials'",
        "run 5 nowhere | an experiment has one line 'run'",
        "curve all published 12 | '12' is no published figure; one is written mean=430",
        "curve all published mean=x | 'mean=x' is no published figure; one is written mean=430",
        "curve all wings=2 | flock has no option 'wings'; it has song",
        "curve all down=1,2,3,4 | n4 cannot be down; the cluster has nodes 1 to 3",
      })
  void what_is_wrong_with_a_line_is_said_with_the_name_of_the_algorithm(String line, String error) {
    String text =
        "experiment flight\nsource us\nabout it\nmeasure elected\ntrials 3\nseed 1\nrun 3 startup\ncurve one\n";
    assertThatThrownBy(
            () -> new ExperimentFile(new Flock(), OptionalLong.empty()).read(text + line))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("the published experiments of flock: ")
        .hasMessageContaining(error);
  }

  @Test
  void a_line_that_is_missing_is_named() {
    assertThatThrownBy(
            () -> new ExperimentFile(new Flock(), OptionalLong.empty()).read("experiment flight\n"))
        .hasMessage("the published experiments of flock: an experiment needs a line 'source'");
  }
}
