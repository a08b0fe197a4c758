package quorate.experiments.typed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import quorate.experiments.Setup;
import quorate.experiments.language.Quantities;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.simulator.Network;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.ElectionSystem;
import quorate.spi.Option;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * The words {@code key=value} of a command: a timing, the simulated network, what trials have in
 * common, or else options of algorithms. The word {@code shuffled} belongs to the option before it.
 */
public final class Assignments {

  public static final List<String> TIMING = List.of("heartbeat", "election", "answer");

  /** The keys of the simulated network; two may name a link, as in {@code latency[1->3]}. */
  public static final List<String> NETWORK = List.of("latency", "persist", "loss");

  public static final List<String> SETUP = List.of("down", "hold", "limit", "synchronised");

  /** The word behind an option whose values are dealt again. */
  public static final String SHUFFLED = "shuffled";

  /** The shortest heartbeat interval and answer timeout; election timeouts are longer anyway. */
  private static final Duration SHORTEST = Duration.ofNanos(10_000);

  /** A shorter key is near to too many words to be what was meant. */
  private static final int LIKE_NO_OTHER = 5;

  private static final Pattern LINK =
      Pattern.compile("(latency|loss)\\[n?(\\d{1,9})(->|-)n?(\\d{1,9})]");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final SortedSet<String> shuffled = new TreeSet<>();

  private Assignments() {}

  /**
   * Reads the words of a command that are assignments.
   *
   * @throws UserError if one is none, or a key is there twice, or {@code shuffled} follows nothing
   *     that can be dealt; values are read later
   */
  public static Assignments of(List<String> words) {
    Assignments read = new Assignments();
    String before = "";
    for (String word : words) {
      if (word.equals(SHUFFLED)) {
        read.shuffle(before);
      } else {
        before = read.put(word);
      }
    }
    return read;
  }

  /** Whether a word is an assignment, or belongs to one. */
  public static boolean isOne(String word) {
    return word.indexOf('=') > 0 || word.equals(SHUFFLED);
  }

  public static boolean canBeShuffled(String word) {
    int equals = word.indexOf('=');
    return equals > 0 && isOption(word.substring(0, equals));
  }

  private String put(String word) {
    int equals = word.indexOf('=');
    if (equals < 1) {
      throw new UserError("'" + Printable.of(word) + "' is not understood; type key=value");
    }
    String key = word.substring(0, equals);
    String value = word.substring(equals + 1);
    if (values.put(key, isOption(key) ? Quantities.list(value) : value) != null) {
      throw new UserError(Printable.of(key) + "= was typed twice; type it once");
    }
    return key;
  }

  private void shuffle(String option) {
    if (option.isEmpty() || !isOption(option)) {
      throw new UserError(
          "shuffled comes after the option whose values it deals to the nodes, as in logs=0..4 "
              + "shuffled");
    }
    shuffled.add(option);
  }

  public Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** The options whose values are dealt to the nodes. */
  public SortedSet<String> shuffled() {
    return Collections.unmodifiableSortedSet(shuffled);
  }

  private static boolean isOption(String key) {
    return !TIMING.contains(key) && !isOfNetwork(key) && !SETUP.contains(key);
  }

  private static boolean isOfNetwork(String key) {
    return NETWORK.contains(key) || key.startsWith("latency[") || key.startsWith("loss[");
  }

  /**
   * A timing, with what was typed put in.
   *
   * @throws UserError if a value cannot be read, or the values do not fit each other
   */
  public Timing timing(Timing base) {
    Duration heartbeat = duration("heartbeat").orElse(base.heartbeat());
    Optional<String> election = Optional.ofNullable(values.get("election"));
    TimeRange range = election.map(Quantities::range).orElse(base.election());
    try {
      Timing timing = new Timing(heartbeat, range, duration("answer").orElse(base.answer()));
      checkShortest("heartbeat", timing.heartbeat());
      checkShortest("answer", timing.answer());
      return timing;
    } catch (IllegalArgumentException misfit) {
      throw new UserError(misfit.getMessage());
    }
  }

  /** A cluster with shorter ones would do nothing else than that, a hundred thousand a second. */
  private static void checkShortest(String key, Duration typed) {
    if (typed.compareTo(SHORTEST) < 0) {
      throw new UserError(
          "%s= is at least %s, got %s; type %1$s=1ms"
              .formatted(key, Quantities.typed(SHORTEST), Quantities.typed(typed)));
    }
  }

  private Optional<Duration> duration(String key) {
    return Optional.ofNullable(values.get(key)).map(Quantities::duration);
  }

  /**
   * A simulated network, with what was typed put in.
   *
   * @param size how many nodes there are; links have to join two of them
   * @throws UserError if a value cannot be read, or a link names a node that does not exist
   */
  public Network network(Network base, int size) {
    Network network = base;
    for (Map.Entry<String, String> typed : values.entrySet()) {
      String value = typed.getValue();
      network =
          switch (typed.getKey()) {
            case "latency" -> network.withLatency(Quantities.delay(value));
            case "persist" -> network.withPersist(Quantities.delay(value));
            case "loss" -> network.withLoss(Quantities.share(value));
            default -> isOfNetwork(typed.getKey()) ? link(network, typed, size) : network;
          };
    }
    return network;
  }

  private static Network link(Network network, Map.Entry<String, String> typed, int size) {
    Matcher link = LINK.matcher(typed.getKey());
    if (!link.matches()) {
      throw new UserError(
          "'%s' is not understood; type latency[1->3]=30ms, or loss[1-3]=20%% for both ways"
              .formatted(Printable.of(typed.getKey())));
    }
    Network changed = network;
    for (Direction way : Links.directions(link.group(2), link.group(3), link.group(4), size)) {
      changed =
          link.group(1).equals("latency")
              ? changed.withLatency(way, Quantities.delay(typed.getValue()))
              : changed.withLoss(way, Quantities.share(typed.getValue()));
    }
    return changed;
  }

  /** Throws a UserError if something was typed that only a simulated network has. */
  public void refuseNetwork() {
    refuse(
        Assignments::isOfNetwork,
        "= is for the simulated network; add --sim, or leave it out over TCP");
  }

  /** Throws a UserError if something was typed that only trials have. */
  public void refuseSetup() {
    refuse(SETUP::contains, "= is for the trials of compare and sweep only");
  }

  private void refuse(Predicate<String> keys, String why) {
    Optional<String> refused = values.keySet().stream().filter(keys).findFirst();
    if (refused.isPresent()) {
      throw new UserError(Printable.of(refused.get()) + why);
    }
  }

  /**
   * What trials of an algorithm have in common, with what was typed put in.
   *
   * @throws UserError if a value cannot be read
   */
  public Setup setup(Setup base, ElectionSystem algorithm) {
    SortedSet<String> dealt = new TreeSet<>(shuffled);
    dealt.retainAll(names(algorithm));
    try {
      return new Setup(
          values.containsKey("down") ? Links.nodes(values.get("down")) : base.down(),
          dealt,
          values.containsKey("synchronised") ? isOn("synchronised") : base.synchronised(),
          values.containsKey("hold")
              ? Quantities.integer(
                  values.get("hold"), "a number of heartbeat intervals; type: hold=17")
              : base.hold(),
          duration("limit").orElse(base.limit()));
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
  }

  private boolean isOn(String key) {
    String value = values.get(key);
    if (!value.equals("on") && !value.equals("off")) {
      throw new UserError(
          key + "= is on or off, got '" + Printable.of(value) + "'; type " + key + "=on");
    }
    return value.equals("on");
  }

  /**
   * The options that were typed, as far as an algorithm has them.
   *
   * @param all all algorithms that the command is for
   * @throws UserError if none of them has one of the options
   */
  public SortedMap<String, String> options(ElectionSystem one, List<? extends ElectionSystem> all) {
    SortedMap<String, String> options = new TreeMap<>(values);
    options.keySet().removeIf(key -> !isOption(key));
    Set<String> known = new LinkedHashSet<>();
    all.forEach(algorithm -> known.addAll(names(algorithm)));
    for (String option : options.keySet()) {
      if (!known.contains(option)) {
        throw unknown(option, all, known);
      }
    }
    options.keySet().retainAll(names(one));
    return options;
  }

  private static UserError unknown(
      String option, List<? extends ElectionSystem> algorithms, Set<String> options) {
    String who = algorithms.stream().map(ElectionSystem::name).collect(Collectors.joining(", "));
    boolean one = algorithms.size() == 1;
    List<String> keys = new ArrayList<>(TIMING);
    keys.addAll(NETWORK);
    keys.addAll(SETUP);
    keys.removeIf(key -> key.length() < LIKE_NO_OTHER);
    keys.addAll(options);
    return UserError.unknown(
        (one ? who + " has no option '" : "none of " + who + " has an option '")
            + Printable.of(option)
            + "'",
        option + "=",
        keys.stream().map(key -> key + "=").toList(),
        (one ? "it has " : "they have ")
            + (options.isEmpty() ? "none" : String.join(", ", options)));
  }

  private static List<String> names(ElectionSystem algorithm) {
    return algorithm.options().stream().map(Option::name).toList();
  }
}
