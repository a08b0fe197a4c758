package quorate.prompt.verbs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import quorate.experiments.Cautions;
import quorate.experiments.Following;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Change;
import quorate.lab.UserError;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Troubling;
import quorate.lab.cluster.World;
import quorate.lab.measure.Outcome;
import quorate.lab.simulator.Network;
import quorate.netty.real.RealSystem;
import quorate.report.OutcomesView;
import quorate.report.OutcomesView.ClusterOutcome;
import quorate.session.Answer;
import quorate.session.Shortage;

/** A command after which clusters are followed until they settle. */
abstract class FollowingVerb extends Verb {

  private static final Duration LIMIT_IN_REAL_TIME = Duration.ofSeconds(10);

  /** On a busy machine a few processes take that long to start. */
  private static final Duration START_OF_PROCESSES = Duration.ofSeconds(30);

  /** Where nodes, or servers, are processes. */
  private static final Set<World> OF_PROCESSES = EnumSet.of(World.PROCESSES, World.REAL);

  private static final Duration LIMIT_IN_VIRTUAL_TIME = Duration.ofSeconds(60);

  /** A cluster that was just started, or to which a fault was just done, and what that changed. */
  record Followed(
      ObservedCluster cluster, Optional<Fault> fault, Change changed, Following following) {

    /** How long it is followed at most: the limit is for what comes after the fault. */
    Duration longest() {
      boolean starts = fault.isEmpty() || fault.get() instanceof Fault.Restart;
      return limit(cluster)
          .plus(fault.map(Fault::lasts).orElse(Duration.ZERO))
          .plus(
              starts && OF_PROCESSES.contains(cluster.world())
                  ? START_OF_PROCESSES
                  : Duration.ZERO);
    }
  }

  /** How long a cluster is followed at most, in its own time; virtual time costs nobody's. */
  static Duration limit(ObservedCluster cluster) {
    if (cluster.spec().algorithm() instanceof RealSystem real) {
      return LIMIT_IN_REAL_TIME.plus(real.patience(cluster.spec().options()));
    }
    return isSimulated(cluster) ? LIMIT_IN_VIRTUAL_TIME : LIMIT_IN_REAL_TIME;
  }

  /**
   * Follows clusters until all have settled, and answers with what became of them.
   *
   * @param did what was done, at the head of the row that says to whom: {@code crashed}
   */
  final Answer followed(String typed, String did, List<Followed> clusters)
      throws InterruptedException {
    List<ClusterOutcome> outcomes = new ArrayList<>();
    for (Followed followed : clusters) {
      outcomes.add(outcome(typed, followed, outcome(followed)));
    }
    return Answer.of(new OutcomesView(did, Optional.empty(), outcomes));
  }

  /** The same table, of outcomes that came without anybody waiting for them. */
  final Answer came(String typed, String did, Map<Followed, Outcome> outcomes) {
    List<ClusterOutcome> all = new ArrayList<>();
    outcomes.forEach((followed, outcome) -> all.add(outcome(typed, followed, outcome)));
    return Answer.of(new OutcomesView(did, Optional.empty(), all));
  }

  private ClusterOutcome outcome(String typed, Followed followed, Outcome outcome) {
    ObservedCluster cluster = followed.cluster();
    session().remember(cluster, typed, outcome);
    return ClusterOutcome.of(
        cluster,
        followed.fault(),
        followed.changed(),
        outcome,
        followed.following().violations(),
        followed.following().latestTimerNanos(),
        cautions(followed),
        Optional.empty());
  }

  /** What there is to know of a cluster that was started, or in which messages take longer. */
  private static List<String> cautions(Followed followed) {
    ObservedCluster cluster = followed.cluster();
    Optional<Network> network = cluster.network();
    if (followed.fault().isEmpty()) {
      List<String> cautions = Cautions.of(cluster.spec(), network);
      Duration timeout = cluster.spec().timing().election().max();
      if (timeout.compareTo(limit(cluster)) > 0) {
        cautions.add(
            "%s; type: wait %ss"
                .formatted(
                    Cautions.followedTooShort(timeout, limit(cluster)), timeout.toSeconds()));
      }
      return cautions;
    } else if (followed.fault().get() instanceof Troubling.Delayed delayed) {
      return Cautions.delayed(
          cluster.spec(), network, delayed.delay(), delayed.directions().isEmpty());
    }
    return List.of();
  }

  /** What becomes of a cluster. One in which the machine gave up half way cannot be trusted. */
  private Outcome outcome(Followed followed) throws InterruptedException {
    try {
      return followed.following().await(followed.longest());
    } catch (VirtualMachineError shortage) {
      session().stop(followed.cluster());
      throw new UserError(
          "%s; %s was stopped"
              .formatted(
                  Shortage.of(shortage).orElseGet(shortage::toString),
                  followed.cluster().spec().name()));
    }
  }
}
