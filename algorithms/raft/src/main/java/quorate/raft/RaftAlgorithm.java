package quorate.raft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
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

/** Raft, as the catalog lists it. */
public final class RaftAlgorithm implements ElectionAlgorithm {

  public static final Option LOGS =
      new Option(
          "logs",
          "0",
          "an index, or index@term, for all nodes or for each: 5,5,5@2,4,4",
          "where the nodes' logs end at the first start; a voter refuses a log behind its own (§5.4.1)");

  public static final Option PREVOTE =
      offUnlessOn(
          "prevote",
          "a candidate first asks if it would win; with recent-leader=on as well, this is diss. §9.6");

  public static final Option RECENT_LEADER =
      offUnlessOn(
          "recent-leader",
          "who leads, or heard a leader within the minimum timeout, does not vote (diss. §4.2.3)");

  public static final Option CHECK_QUORUM =
      offUnlessOn(
          "check-quorum",
          "a leader steps down if no majority answers it for an election timeout (diss. §6.2)");

  /**
   * Whether a leader gives up when one round of heartbeats is not answered. This is AvailSim's
   * rule, and less patient than {@link #CHECK_QUORUM}: that one waits for an election timeout.
   */
  public static final Option ACK_QUORUM =
      offUnlessOn(
          "ack-quorum",
          "a leader steps down at its next heartbeat if no majority acknowledged the last");

  private static Option offUnlessOn(String name, String description) {
    return new Option(name, "off", "on or off", description);
  }

  @Override
  public String name() {
    return "raft";
  }

  @Override
  public String source() {
    return "Ongaro and Ousterhout, In Search of an Understandable Consensus Algorithm"
        + " (Extended Version), 2014, Figure 2, §5.2, §5.4.1";
  }

  @Override
  public Class<? extends Message> messageType() {
    return RaftMessage.class;
  }

  @Override
  public Set<Property> promises() {
    return Collections.unmodifiableSet(
        EnumSet.complementOf(EnumSet.of(Property.ONE_LEADER_AT_A_TIME)));
  }

  @Override
  public List<Option> options() {
    return List.of(LOGS, PREVOTE, RECENT_LEADER, CHECK_QUORUM, ACK_QUORUM);
  }

  /** {@inheritDoc} Each adds one rule of the dissertation to the one before. */
  @Override
  public List<SortedMap<String, String>> variants() {
    SortedMap<String, String> rules = new TreeMap<>();
    List<SortedMap<String, String>> variants = new ArrayList<>(List.of(new TreeMap<>()));
    for (Option rule : List.of(PREVOTE, RECENT_LEADER, CHECK_QUORUM)) {
      rules.put(rule.name(), "on");
      variants.add(new TreeMap<>(rules));
    }
    return variants;
  }

  @Override
  public Optional<String> vote() {
    return Optional.of("votedFor");
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    return new RaftNode(setup, logOf(setup));
  }

  /**
   * {@inheritDoc} The candidate asks n-1 nodes, and the n-1-f others that run answer; with {@code
   * prevote}, twice.
   */
  @Override
  public Optional<Theory> theory(ElectionCase election) {
    long others = election.size() - 1;
    long voters = others - election.failed();
    if (voters + 1 <= election.size() / 2) {
      return Optional.empty(); // no majority is up, nobody can win
    }
    return Optional.of(
        isOn(PREVOTE, election.options())
            ? new Theory("2((n-1) + (n-1-f))", 2 * (others + voters), 4 * voters)
            : new Theory("(n-1) + (n-1-f)", others + voters, 2 * voters));
  }

  /** {@inheritDoc} §5.6: broadcastTime, election timeout and the failures of machines. */
  @Override
  public List<String> cautions(Conditions conditions) {
    return RaftCautions.of(conditions);
  }

  /**
   * Whether a variant was asked for.
   *
   * @throws IllegalArgumentException if the option is neither on nor off
   */
  static boolean isOn(Option option, Map<String, String> options) {
    String value = options.getOrDefault(option.name(), option.defaultValue());
    if (!value.equals("on") && !value.equals("off")) {
      throw new IllegalArgumentException(option.name() + " is on or off, got '" + value + "'");
    }
    return value.equals("on");
  }

  private static RaftLog logOf(NodeSetup setup) {
    List<RaftLog> logs = Stream.of(setup.option(LOGS).split(",", -1)).map(RaftLog::parse).toList();
    if (logs.size() == 1) {
      return logs.get(0);
    }
    List<NodeId> members = setup.members();
    if (logs.size() != members.size()) {
      throw new IllegalArgumentException(
          "logs= names %s logs; type one for all nodes, or one for each of the %s"
              .formatted(logs.size(), members.size()));
    }
    return logs.get(members.indexOf(setup.self()));
  }
}
