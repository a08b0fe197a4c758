package quorate.highestofmajority;

import static quorate.spi.Conditions.millis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import quorate.spi.Conditions;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionCase;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeSetup;
import quorate.spi.Property;
import quorate.spi.Theory;
import quorate.spi.TimeRange;

/** The highest node that a majority answers, as the catalog lists it. */
public final class HighestOfMajorityAlgorithm implements ElectionAlgorithm {

  @Override
  public String name() {
    return "highest-of-majority";
  }

  @Override
  public String source() {
    return "no paper; the Bully Algorithm of Garcia-Molina, 1982, changed so that nobody leads"
        + " without a majority";
  }

  @Override
  public Class<? extends Message> messageType() {
    return HighestOfMajorityMessage.class;
  }

  /**
   * {@inheritDoc} Each coordinator had the consent of a majority to that very election. There are
   * no epochs, and consent is not a vote: a node may consent to two candidates, so two may lead for
   * a while.
   */
  @Override
  public Set<Property> promises() {
    return Set.of(Property.LEADER_HAS_MAJORITY);
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    return new HighestOfMajorityNode(setup);
  }

  /**
   * {@inheritDoc} Only for the highest of all members, which comes back and need not wait for
   * anybody: it asks all, those that run consent, and it announces itself to all. After a crash
   * several nodes begin, since a majority must have missed the coordinator before anybody wins: no
   * formula covers that.
   */
  @Override
  public Optional<Theory> theory(ElectionCase election) {
    int size = election.size();
    boolean highestBegins =
        election.starter().value() == size && !election.down().contains(election.starter());
    long others = size - 1L;
    long answering = others - election.failed();
    if (!highestBegins || answering < size / 2) {
      return Optional.empty();
    }
    return Optional.of(new Theory("2(n-1) + (n-1-f)", 2 * others + answering, 3 * answering));
  }

  /** {@inheritDoc} Consent and acknowledgements count only while they are waited for. */
  @Override
  public List<String> cautions(Conditions conditions) {
    List<String> cautions = new ArrayList<>(conditions.lateHeartbeats());
    TimeRange round = conditions.roundTrip();
    Duration patience = conditions.timing().answer();
    Duration earliest = round.min().plus(conditions.persist().min());
    Duration latest = round.max().plus(conditions.persist().max());
    if (earliest.compareTo(patience) >= 0) {
      cautions.add(
          ("nobody can win: consent is there after %s at the earliest, and answer= is %s; type a"
                  + " longer answer=")
              .formatted(millis(earliest), millis(patience)));
    } else if (latest.compareTo(patience) >= 0) {
      cautions.add(
          "consent may come too late to count: it can take %s, and answer= is %s"
              .formatted(millis(latest), millis(patience)));
    }
    Duration heartbeat = conditions.timing().heartbeat();
    if (round.min().compareTo(heartbeat) >= 0) {
      cautions.add(
          ("coordinators step down again and again: a heartbeat is acknowledged after %s at the"
                  + " earliest, and by then the next one is out, after %s")
              .formatted(millis(round.min()), millis(heartbeat)));
    }
    return cautions;
  }
}
