package quorate.lease;

import static quorate.spi.Conditions.millis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import quorate.spi.Conditions;
import quorate.spi.TimeRange;

/** When a holder cannot keep its lease, or contenders cannot see that it does. */
final class LeaseCautions {

  private LeaseCautions() {}

  static List<String> of(Conditions conditions) {
    LeaseTerms terms = LeaseTerms.of(conditions.timing(), conditions.options());
    List<String> cautions = new ArrayList<>();
    if (terms.unconditional()) {
      cautions.add(
          "put=unconditional: every node is granted the lease, all lead, and none follows");
    } else {
      keeping(terms, conditions, cautions);
      seeing(terms, cautions);
    }
    return cautions;
  }

  private static void keeping(LeaseTerms terms, Conditions conditions, List<String> cautions) {
    Duration holds = terms.holderTime();
    TimeRange answers =
        terms.contendersFree() ? conditions.roundTripWithSaves() : conditions.roundTrip();
    if (conditions.roundTripWithSaves().min().compareTo(holds) >= 0) {
      cautions.add(
          "nobody can hold the lease: it ends %s after it was asked for, and no answer is there before %s"
              .formatted(millis(holds), millis(conditions.roundTripWithSaves().min())));
    } else if (terms.renew().compareTo(holds) >= 0) {
      cautions.add(
          "every lease is lost: it ends after %s, and its holder asks to renew after %s; type a shorter renew="
              .formatted(millis(holds), millis(terms.renew())));
    } else if (terms.renew().plus(answers.max()).compareTo(holds) >= 0) {
      cautions.add(
          ("leases may be lost though nothing fails: a renewal can be there %s after the one before,"
                  + " and the lease ends after %s; type a longer ttl=")
              .formatted(millis(terms.renew().plus(answers.max())), millis(holds)));
    }
  }

  private static void seeing(LeaseTerms terms, List<String> cautions) {
    if (terms.retry().max().compareTo(terms.ttl()) > 0) {
      cautions.add(
          ("contenders lose sight of the holder: they ask every %s at the latest, and take it for"
                  + " lost after %s; type a shorter retry=")
              .formatted(millis(terms.retry().max()), millis(terms.ttl())));
    }
  }
}
