package quorate.lease;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import quorate.spi.ClockBound;
import quorate.spi.Conditions;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionCase;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Theory;
import quorate.spi.Timing;

/** The election by a lease, as the catalog lists it. */
public final class LeaseAlgorithm implements ElectionAlgorithm {

  /**
   * How long a lease lasts. The default makes failovers comparable: renewed halfway, a lease has
   * between one half and all of its time left when its holder crashes, and by default that is what
   * election timeouts are drawn from.
   */
  public static final Option TTL =
      new Option(
          "ttl",
          "election",
          "a time, or election: the longest election timeout",
          "how long a lease lasts, as the manager counts");

  public static final Option MARGIN =
      new Option(
          "margin",
          "10%",
          "a time, or a share of the ttl",
          "how much earlier than that the holder stops, by its own clock");

  public static final Option RENEW =
      new Option(
          "renew",
          "half",
          "a time, or half: of the ttl",
          "how long after its last request the holder asks to renew its lease");

  /** The default costs as many messages as the heartbeats of other algorithms. */
  public static final Option RETRY =
      new Option(
          "retry",
          "heartbeat",
          "a time, a range of times, or heartbeat: the heartbeat interval",
          "how long a contender waits before it asks again");

  /** Kubernetes' leader election lets contenders count. */
  public static final Option FREES =
      new Option(
          "frees",
          "manager",
          "manager or contenders",
          "who counts the ttl: the manager, or each contender since it saw the last renewal");

  public static final Option COUNT_FROM =
      new Option(
          "count-from",
          "send",
          "send or reply",
          "from when the holder counts its lease; counting from the reply is a mistake");

  public static final Option MANAGER =
      new Option(
          "manager",
          "waits",
          "waits or forgets",
          "whether a manager that restarts waits one lease before it grants; else a mistake");

  public static final Option PUT =
      new Option(
          "put",
          "compare-and-set",
          "compare-and-set or unconditional",
          "how the manager grants; without a look at who holds the lease, it is a mistake");

  @Override
  public String name() {
    return "lease";
  }

  @Override
  public String source() {
    return "Gray and Cheriton, Leases, SOSP 1989, §2; Burrows, The Chubby Lock Service, OSDI 2006,"
        + " §2.4 (sequencers), with one manager that is no member";
  }

  @Override
  public Class<? extends Message> messageType() {
    return LeaseMessage.class;
  }

  /**
   * {@inheritDoc} A token is on the manager's disk before it leaves, so nobody else ever gets it.
   * That two nodes do not lead at the same time, with different tokens, holds under a bound only.
   */
  @Override
  public Set<Property> promises() {
    return Collections.unmodifiableSet(
        EnumSet.of(Property.ONE_LEADER_PER_EPOCH, Property.EPOCH_NEVER_DECREASES));
  }

  @Override
  public Optional<ClockBound> clockBound(Timing timing, Map<String, String> options) {
    return LeaseTerms.of(timing, options).clockBound();
  }

  /** {@inheritDoc} The holder renews its lease. */
  @Override
  public Duration heartbeat(Timing timing, Map<String, String> options) {
    return LeaseTerms.of(timing, options).renew();
  }

  @Override
  public List<Option> options() {
    return List.of(TTL, MARGIN, RENEW, RETRY, FREES, COUNT_FROM, MANAGER, PUT);
  }

  @Override
  public List<NodeId> services() {
    return List.of(NodeId.MANAGER);
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    LeaseTerms terms = LeaseTerms.of(setup.timing(), setup.options());
    return setup.self().equals(NodeId.MANAGER)
        ? new LeaseManager(setup, terms)
        : new LeaseNode(setup, terms);
  }

  /**
   * {@inheritDoc} At a start each contender asks and is answered. When the holder is gone, the next
   * poll of one is granted, and the next polls of the others are denied, which is how they learn of
   * it; polls and what they find unchanged are the cost of idling. A holder that resigns gives the
   * lease back first, and polls like all others.
   */
  @Override
  public Optional<Theory> theory(ElectionCase election) {
    long running = election.size() - election.failed();
    if (isOn(election.options(), PUT)) {
      return Optional.empty(); // nobody follows anybody
    } else if (election.before().isEmpty()) {
      return Optional.of(new Theory("2(n-f)", 2 * running, 2 * running));
    }
    boolean gone = election.down().contains(election.before().get());
    return Optional.of(
        gone
            ? new Theory("n-f", running, running)
            : new Theory("1 + (n-f)", 1 + running, 1 + running));
  }

  private static boolean isOn(Map<String, String> options, Option mistake) {
    return !options
        .getOrDefault(mistake.name(), mistake.defaultValue())
        .equals(mistake.defaultValue());
  }

  /** {@inheritDoc} A lease must be renewed in time, and contenders must see that it is. */
  @Override
  public List<String> cautions(Conditions conditions) {
    return LeaseCautions.of(conditions);
  }
}
