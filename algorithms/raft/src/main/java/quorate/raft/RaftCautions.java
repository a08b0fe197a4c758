package quorate.raft;

import static quorate.spi.Conditions.millis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import quorate.spi.Conditions;
import quorate.spi.TimeRange;

/**
 * When Raft cannot elect, or only after many terms: §5.6 asks that the broadcast time be much
 * shorter than the election timeout, and §5.2 that timeouts differ.
 */
final class RaftCautions {

  private RaftCautions() {}

  static List<String> of(Conditions conditions) {
    List<String> cautions = new ArrayList<>(conditions.lateHeartbeats());
    TimeRange timeout = conditions.timing().election();
    TimeRange votes = conditions.roundTripWithSaves();
    if (votes.min().compareTo(timeout.max()) >= 0) {
      cautions.add(
          ("nobody can win: votes are there after %s at the earliest, and a candidate begins its"
                  + " next election after %s at the latest (\u00a75.6)")
              .formatted(millis(votes.min()), millis(timeout.max())));
    } else if (votes.max().compareTo(timeout.min()) >= 0) {
      cautions.add(
          ("candidates may begin their next election before their votes are there: these can take"
                  + " %s, and the shortest election timeout is %s (\u00a75.6)")
              .formatted(millis(votes.max()), millis(timeout.min())));
    }
    timeoutsTooClose(conditions, cautions);
    ackQuorum(conditions, cautions);
    return cautions;
  }

  private static void timeoutsTooClose(Conditions conditions, List<String> cautions) {
    TimeRange timeout = conditions.timing().election();
    Duration unheard = conditions.delay().min().plus(conditions.persist().min());
    if (conditions.timeoutsAreEqual()) {
      boolean hopeless =
          !RaftAlgorithm.isOn(RaftAlgorithm.PREVOTE, conditions.options()) && !unheard.isZero();
      cautions.add(
          ("election timeouts are all %s: nodes that start or miss a leader together become"
                  + " candidates together, and %s (\u00a75.2); type a range: %s")
              .formatted(
                  millis(timeout.min()),
                  hopeless ? "nobody wins, since each votes for itself" : "votes split",
                  conditions.suggestedRange()));
    } else if (timeout.width().compareTo(unheard) < 0) {
      cautions.add(
          ("election timeouts differ by less than %s, and a request for votes arrives after %s at"
                  + " the earliest: nodes become candidates together, and votes split (\u00a75.2)")
              .formatted(millis(timeout.width()), millis(unheard)));
    }
  }

  private static void ackQuorum(Conditions conditions, List<String> cautions) {
    boolean on = RaftAlgorithm.isOn(RaftAlgorithm.ACK_QUORUM, conditions.options());
    Duration heartbeat = conditions.timing().heartbeat();
    if (on && conditions.roundTrip().min().compareTo(heartbeat) >= 0) {
      cautions.add(
          "ack-quorum: a leader steps down after %s, and no acknowledgement is there before %s"
              .formatted(millis(heartbeat), millis(conditions.roundTrip().min())));
    }
  }
}
