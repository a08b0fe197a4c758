package quorate.lab.experiment;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.experiment.ObservedCluster.Following;
import quorate.lab.language.FaultCommand;
import quorate.lab.language.UserError;
import quorate.lab.measure.Availability.Figures;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Settling;
import quorate.spi.NodeId;

/** A scenario on its way through one cluster, statement by statement. Used by one thread. */
final class ScenarioRun {

  private final Scenario scenario;
  private final ObservedCluster cluster;
  private final Setup setup;
  private final DoubleSupplier moments;

  private Following following;
  private boolean waitsForFault;
  private volatile boolean moreToCome = true;
  private Result result;

  /**
   * What came of it.
   *
   * @param outcome what became of the cluster
   * @param figures how well it was led from the first fault that was measured until it settled
   */
  record Result(Outcome outcome, Figures figures) {}

  /** A statement could not be done in this cluster, at this time. */
  private static final class Stuck extends Exception {
    private static final long serialVersionUID = 1;

    Stuck(String reason) {
      super(reason, null, false, false);
    }
  }

  /**
   * A run that is yet to begin.
   *
   * @param cluster one whose nodes are down as yet
   * @param moments where in a heartbeat interval each wait for a heartbeat ends, from 0 to 1
   */
  ScenarioRun(Scenario scenario, ObservedCluster cluster, Setup setup, DoubleSupplier moments) {
    this.scenario = scenario;
    this.cluster = cluster;
    this.setup = setup;
    this.moments = moments;
    this.waitsForFault =
        scenario.steps().stream().noneMatch(new Scenario.Step.Observe(true)::equals);
  }

  /**
   * Starts the cluster and does all statements.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  Result run() throws InterruptedException {
    SortedSet<NodeId> up = new TreeSet<>(cluster.spec().members());
    up.removeAll(setup.down());
    int hold = scenario.hasFaults() ? Settling.HEARTBEATS_TO_HOLD : setup.hold();
    Following start = cluster.cluster().call(() -> cluster.followHere(it -> it.start(up), hold));
    Outcome started = start.await(setup.limit());
    if (!scenario.hasFaults() || started.leader().isEmpty()) {
      return new Result(started, start.figures());
    }
    try {
      for (Scenario.Step step : scenario.steps()) {
        take(step);
      }
      end();
    } catch (Stuck stuck) {
      Following last = following == null ? cluster.follow(it -> {}) : following;
      return new Result(last.giveUp(stuck.getMessage()), last.figures());
    }
    return result;
  }

  private void take(Scenario.Step step) throws InterruptedException, Stuck {
    if (step instanceof Scenario.Step.Do fault) {
      inject(fault.fault());
    } else if (step instanceof Scenario.Step.Await await) {
      if (!await.what().in(cluster, setup.limit(), moments, setup.synchronised())) {
        throw new Stuck("waited in vain: " + await.what().word());
      }
    } else if (step instanceof Scenario.Step.Observe observe) {
      if (observe.begin()) {
        waitsForFault = true;
      } else {
        end();
      }
    }
  }

  private void inject(FaultCommand command) throws InterruptedException, Stuck {
    Optional<String> wrong = cluster.cluster().call(() -> injectHere(command));
    if (wrong.isPresent()) {
      throw new Stuck(command + ": " + wrong.get());
    }
  }

  /** Finds out what is meant and does it, both at one moment. Says what is wrong if it cannot. */
  private Optional<String> injectHere(FaultCommand command) {
    Fault fault;
    try {
      fault = withoutThoseThatStayDown(command.at(cluster.moment()));
    } catch (UserError notThere) {
      return Optional.of(notThere.getMessage());
    }
    if (waitsForFault && following == null) {
      waitsForFault = false;
      following = cluster.followHere(it -> it.inject(fault), setup.hold(), () -> moreToCome);
    } else {
      cluster.cluster().inject(fault);
    }
    return Optional.empty();
  }

  private Fault withoutThoseThatStayDown(Fault fault) {
    if (fault instanceof Restart restart && !setup.down().isEmpty()) {
      SortedSet<NodeId> nodes = new TreeSet<>(restart.nodes());
      nodes.removeAll(setup.down());
      return new Restart(nodes, restart.amnesia());
    }
    return fault;
  }

  /** No more is to come that is measured. */
  private void end() throws InterruptedException, Stuck {
    if (result != null) {
      return;
    }
    if (following == null) {
      throw new Stuck("no fault came after observe, so there is nothing to measure");
    }
    moreToCome = false;
    Outcome outcome = following.await(setup.limit());
    result = new Result(outcome, following.figures());
  }
}
