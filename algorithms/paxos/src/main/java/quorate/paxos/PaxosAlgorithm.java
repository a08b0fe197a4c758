package quorate.paxos;

import static quorate.spi.Conditions.millis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.spi.Conditions;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionCase;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeSetup;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Theory;
import quorate.spi.TimeRange;

/** Single-decree Paxos leader selection, as the catalog lists it. */
public final class PaxosAlgorithm implements ElectionAlgorithm {

  public static final Option LEARNING =
      new Option(
          "learning",
          "proposer",
          "proposer or everyone",
          "whom acceptors tell: the proposer, which then sends Decide, or every learner (§2.3)");

  public static final Option BACKOFF =
      new Option(
          "backoff",
          "on",
          "on or off",
          "whether a refused proposer waits for a random time, or outbids at once (livelock, §2.4)");

  @Override
  public String name() {
    return "paxos";
  }

  @Override
  public String source() {
    return "Lamport, Paxos Made Simple, 2001, §2.2-2.4; one instance per epoch decides its leader";
  }

  @Override
  public Class<? extends Message> messageType() {
    return PaxosMessage.class;
  }

  @Override
  public Set<Property> promises() {
    return Collections.unmodifiableSet(
        EnumSet.complementOf(EnumSet.of(Property.ONE_LEADER_AT_A_TIME)));
  }

  @Override
  public List<Option> options() {
    return List.of(LEARNING, BACKOFF);
  }

  /** {@inheritDoc} With back-off and without. */
  @Override
  public List<SortedMap<String, String>> variants() {
    SortedMap<String, String> withoutBackOff = new TreeMap<>();
    withoutBackOff.put(BACKOFF.name(), "off");
    return List.of(new TreeMap<>(), withoutBackOff);
  }

  @Override
  public Optional<String> vote() {
    return Optional.of("promised");
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    return new PaxosNode(setup, everyoneLearns(setup.options()), backsOff(setup.options()));
  }

  /**
   * {@inheritDoc} One proposer, n-1 other acceptors of which n-1-f answer. Prepare, Accept and
   * Decide go to all of them; when acceptors tell everyone, each of the n-f sends to n-1 and there
   * is no Decide.
   */
  @Override
  public Optional<Theory> theory(ElectionCase election) {
    long others = election.size() - 1;
    long answering = others - election.failed();
    if (answering + 1 <= election.size() / 2) {
      return Optional.empty(); // no majority is up, nothing can be chosen
    }
    if (everyoneLearns(election.options())) {
      long sent = 2 * others + answering + (answering + 1) * others;
      long delivered = 3 * answering + (answering + 1) * answering;
      return Optional.of(new Theory("2(n-1) + (n-1-f) + (n-f)(n-1)", sent, delivered));
    }
    return Optional.of(new Theory("3(n-1) + 2(n-1-f)", 3 * others + 2 * answering, 5 * answering));
  }

  /**
   * {@inheritDoc} A proposer that asks again before a majority could answer throws the answers
   * away: they are for a ballot that is no longer under way.
   */
  @Override
  public List<String> cautions(Conditions conditions) {
    List<String> cautions = new ArrayList<>(conditions.lateHeartbeats());
    boolean backsOff = backsOff(conditions.options());
    Duration shortest = conditions.timing().answer();
    Duration longest = backsOff ? shortest.plus(conditions.timing().election().width()) : shortest;
    TimeRange answers = conditions.roundTripWithSaves();
    if (answers.min().compareTo(longest) >= 0) {
      cautions.add(
          ("nothing can be decided: answers are there after %s at the earliest, and a proposer asks"
                  + " again with a new ballot after %s at the latest; type a longer answer=")
              .formatted(millis(answers.min()), millis(longest)));
    } else if (answers.max().compareTo(shortest) >= 0) {
      cautions.add(
          ("proposers may ask again with a new ballot before the answers to the last are there:"
                  + " these can take %s, and answer= is %s")
              .formatted(millis(answers.max()), millis(shortest)));
    }
    if (backsOff && conditions.timeoutsAreEqual()) {
      cautions.add(
          ("election timeouts are all %s: the back-off, which is as random as they are, has no"
                  + " chance in it (\u00a72.4); type a range: %s")
              .formatted(
                  millis(conditions.timing().election().min()), conditions.suggestedRange()));
    }
    return cautions;
  }

  private static boolean everyoneLearns(Map<String, String> options) {
    return isFirst("everyone", "proposer", LEARNING, options);
  }

  private static boolean backsOff(Map<String, String> options) {
    return isFirst("on", "off", BACKOFF, options);
  }

  private static boolean isFirst(
      String first, String other, Option option, Map<String, String> options) {
    String value = options.getOrDefault(option.name(), option.defaultValue());
    if (!value.equals(first) && !value.equals(other)) {
      throw new IllegalArgumentException(
          option.name() + "= is " + option.values() + ", got '" + value + "'");
    }
    return value.equals(first);
  }
}
