package quorate.repl.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.experiment.Experiment;
import quorate.lab.experiment.Sample;
import quorate.lab.experiment.Scenario;
import quorate.lab.experiment.Setup;
import quorate.lab.experiment.Trial;
import quorate.netty.NettyCluster;
import quorate.repl.typed.UserError;

/**
 * Runs trials over TCP: those of one algorithm one after the other, the algorithms side by side, as
 * clusters at the prompt run side by side too. A cluster that waits for its timers leaves the
 * machine to the others, so they hardly disturb each other.
 */
public final class Trials {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int BAR_WIDTH = 30;
  private static final long REDRAW_MILLIS = 100;

  private final Console console;

  /** Trials whose progress is shown on a console. */
  public Trials(Console console) {
    this.console = console;
  }

  /**
   * Runs as many trials of each cluster, after one of each that is thrown away.
   *
   * @return a sample for each cluster, in the same order
   * @throws UserError if a cluster cannot be made
   * @throws InterruptedException if a person interrupts; then no cluster is left running
   */
  public List<Sample> run(List<ClusterSpec> specs, Scenario scenario, int trials)
      throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(specs.size());
    try {
      List<Future<Sample>> running = new ArrayList<>();
      for (ClusterSpec spec : specs) {
        running.add(threads.submit(() -> run(spec, scenario, trials, done)));
      }
      List<Sample> samples = new ArrayList<>();
      for (Future<Sample> future : running) {
        showUntilDone(future, done, specs.size() * trials);
        samples.add(future.get());
      }
      return samples;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IllegalArgumentException wrong) {
        throw new UserError(wrong.getMessage());
      }
      throw new IllegalStateException(failed.getCause());
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      console.progress("");
    }
  }

  private Sample run(ClusterSpec spec, Scenario scenario, int trials, AtomicInteger done)
      throws InterruptedException {
    Experiment experiment = new Experiment(spec, scenario, Setup.DEFAULT, Optional.empty());
    Trial.run(NettyCluster::create, experiment, 0); // measures class loading: thrown away
    List<Trial> finished = new ArrayList<>();
    boolean kept = true;
    for (int number = 1; number <= trials && kept; number++) {
      Trial trial = Trial.run(NettyCluster::create, experiment, number);
      finished.add(trial);
      kept = trial.violations().isEmpty(); // a broken promise ends the experiment
      done.incrementAndGet();
    }
    return new Sample(finished);
  }

  private void showUntilDone(Future<?> future, AtomicInteger done, int all)
      throws InterruptedException, ExecutionException {
    boolean over = false;
    while (!over) {
      show(done.get(), all);
      try {
        future.get(REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        over = true;
      } catch (TimeoutException notYet) {
        // drawn again
      }
    }
  }

  private void show(int done, int all) {
    int filled = done * BAR_WIDTH / all;
    String bar = "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled);
    console.progress(String.format("[%s] %d of %d trials; Ctrl-C ends them", bar, done, all));
  }
}
