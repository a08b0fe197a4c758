package quorate.experiments.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import quorate.experiments.chaos.Step.Pass;
import quorate.experiments.language.Draws;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.Moment;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Saving;
import quorate.spi.NodeId;

/**
 * Draws what is done to a cluster, one fault after the other, and looks at the cluster to do so: it
 * restarts who is down, and fires timers that are pending. Sometimes it lies in wait, until a node
 * saves something or changes its mind, and strikes at that moment. What it did is written down with
 * the times, and happens again without it.
 */
final class FaultGenerator {

  /** Times are drawn in these. */
  private static final long TENTH_OF_A_MILLISECOND = 100_000;

  private static final Duration SHORT_WHILE = Duration.ofMillis(30);

  private final Swarm swarm;
  private final ChaosRun run;
  private final Chance chance;
  private final Draws draws;

  FaultGenerator(Swarm swarm, ChaosRun run, Chance chance) {
    this.swarm = swarm;
    this.run = run;
    this.chance = chance;
    this.draws =
        new Draws(
            new Moment(run.cluster(), run.state(), chance),
            swarm.conditions(),
            swarm.worst(),
            swarm.longestDelay(),
            swarm.clocksOffBy());
  }

  /** Does all that the swarm asks for, unless something fails before. */
  void injectAll() throws InterruptedException {
    run.act(draws.conditions());
    for (String kind : swarm.atFirst()) {
      for (int i = 0; i < draws.hosts().size(); i++) {
        run.act(draw(kind));
      }
    }
    Contest contest = new Contest(swarm, run, draws);
    for (int i = 0; i < swarm.faults() && run.faults() < swarm.faults() && !run.failed(); i++) {
      String kind = swarm.drawKind(chance);
      if (kind.equals(Swarm.CONTEST)) {
        contest.hold();
        if (chance.drawBelow(4) > 0) {
          continue;
        }
      } else if (kind.equals(Swarm.STRIKE)) {
        strike();
      } else {
        run.act(draw(kind));
      }
      waitForNext();
    }
  }

  /** Takes a node's memory away just when it has saved something, and has another one try. */
  private void strike() throws InterruptedException {
    draws.prefer(Optional.empty());
    run.act(draw(Swarm.FIRE));
    lieInWait(SHORT_WHILE);
    if (chance.drawBelow(2) == 0) {
      run.take(new Pass(drawTime(SHORT_WHILE)));
    }
    run.act(bounce());
    draws.prefer(Optional.empty());
    run.act(draw(Swarm.FIRE));
  }

  private void waitForNext() throws InterruptedException {
    draws.prefer(Optional.empty());
    if (chance.drawBelow(4) == 0) {
      return; // two things at one moment
    }
    Duration time = drawTime(swarm.longestWait());
    if (chance.drawShare() < swarm.ambushes()) {
      lieInWait(time);
    } else {
      run.take(new Pass(time));
    }
  }

  private Duration drawTime(Duration longest) {
    long most = longest.toNanos() / TENTH_OF_A_MILLISECOND;
    return Duration.ofNanos((1 + chance.drawBelow((int) most)) * TENTH_OF_A_MILLISECOND);
  }

  private void lieInWait(Duration atMost) throws InterruptedException {
    Observer prey =
        event -> {
          if (event instanceof Saving saving) {
            draws.prefer(Optional.of(saving.node()));
          } else if (event instanceof Persisted saved && !saving(event)) {
            draws.prefer(Optional.of(saved.node()));
          } else if (event instanceof BeliefChanged changed) {
            draws.prefer(Optional.of(changed.node()));
          }
        };
    run.cluster().trace().observe(prey);
    run.pass(() -> draws.preferred().isPresent(), atMost);
    run.cluster().trace().forget(prey);
  }

  /** Whether the disk took its time: then it was struck, if at all, when the save began. */
  private boolean saving(TraceEvent persisted) {
    return run.cluster()
        .trace()
        .find(persisted.cause())
        .filter(Saving.class::isInstance)
        .isPresent();
  }

  /** One fault of a kind, or several that belong together; none if there is none now. */
  private List<Fault> draw(String kind) {
    return kind.equals(Swarm.BOUNCE) ? bounce() : FaultRows.all().get(kind).drawn(draws);
  }

  private List<Fault> bounce() {
    SortedSet<NodeId> nodes = draws.some(draws.those(NodeState::up));
    return nodes.isEmpty() ? List.of() : List.of(new Crash(nodes), new Restart(nodes));
  }
}
