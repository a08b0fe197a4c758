package quorate.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import quorate.experiments.ObservedCluster;
import quorate.lab.simulator.Recording;
import quorate.report.stage.Milestones;
import quorate.report.stage.StageHistory;
import quorate.report.stage.StageObserver;
import quorate.report.stage.StageView;
import quorate.session.Rerun;

/**
 * Looks at other moments of one cluster than the present. One in virtual time is run again, along
 * with what comes later in it; any other is as its trace tells. One thread at a time.
 */
abstract class LookBack {

  private static final long BUDGET_NANOS = 400_000_000;

  /**
   * A moment.
   *
   * @param reached whether it is the one that was asked for; if not, ask again
   */
  record Seen(ObjectNode json, boolean reached) {}

  /**
   * Shows the stage at a moment, or at the nearest that there is.
   *
   * @param linger for how long messages are shown that are at their end
   */
  abstract Seen at(long nanos, Duration linger);

  /** Whether this looks at a cluster as it is known by now. */
  abstract boolean isOf(ObservedCluster cluster);

  /** Over what a trace keeps. */
  static final class OfTrace extends LookBack {
    private final StageHistory history;

    OfTrace(ObservedCluster cluster, Milestones milestones) {
      this.history = new StageHistory(cluster, milestones);
    }

    @Override
    boolean isOf(ObservedCluster cluster) {
      return history.cluster() == cluster;
    }

    @Override
    Seen at(long nanos, Duration linger) {
      ObjectNode json = history.at(nanos, linger).json();
      json.put("last_event", history.lastEvent()).putNull("fingerprint");
      return new Seen(json, true);
    }
  }

  /** Over a run that can be run again. */
  static final class OfRun extends LookBack {
    private Recording way;
    private Rerun rerun;
    private StageObserver observer;

    OfRun(Recording way) {
      this.way = way;
      begin();
    }

    @Override
    boolean isOf(ObservedCluster cluster) {
      return cluster.simulated().isPresent();
    }

    /** Looks at this run from now on, which may be the same and longer. */
    void follow(Recording next) {
      way = next;
      if (!rerun.follows(next)) {
        begin();
      }
    }

    private void begin() {
      rerun = new Rerun(way);
      observer = StageObserver.at(rerun.cluster());
    }

    @Override
    Seen at(long nanos, Duration linger) {
      if (nanos < rerun.nowNanos()) {
        begin();
      }
      boolean reached = rerun.goTo(nanos, BUDGET_NANOS);
      ObservedCluster cluster = rerun.cluster();
      ObjectNode json = StageView.of(cluster, observer, linger).json();
      json.put("last_event", cluster.<Long>call(now -> now.trace().last()))
          .put("fingerprint", cluster.fingerprint().orElse(null));
      return new Seen(json, reached);
    }
  }
}
