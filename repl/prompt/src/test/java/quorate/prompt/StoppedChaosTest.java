package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.typed.Assignments;
import quorate.lab.cluster.Catalog;
import quorate.report.ChaosView.Found;
import quorate.session.ChaosRuns;
import quorate.session.Progress;

/** Runs through random faults that a person ends. */
class StoppedChaosTest {

  private static final int MANY = 1_000_000;

  private final Chaos chaos =
      new Chaos(
          Catalog.load().all().get(0),
          Map.of(),
          OptionalInt.of(3),
          Assignments.of(List.of()),
          false,
          1);

  /** Presses Ctrl-C when so much is done. */
  private record Impatient(int enough) implements Progress {
    @Override
    public void at(int done, int all, String what) {
      if (done >= enough) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void shrunkTo(int nodes, int faults) {}

    @Override
    public void over() {}
  }

  @Test
  void what_was_done_before_ctrl_c_is_kept_and_is_what_as_many_runs_give() throws Exception {
    Found stopped = new ChaosRuns(new Impatient(3), 2).run(chaos, MANY);
    assertThat(stopped.stopped()).isTrue();
    assertThat(stopped.runs()).isBetween(3, MANY - 1);
    Found whole = new ChaosRuns(new Impatient(MANY), 1).run(chaos, stopped.runs());
    assertThat(whole.stopped()).isFalse();
    assertThat(stopped.counts()).isEqualTo(whole.counts());
  }
}
