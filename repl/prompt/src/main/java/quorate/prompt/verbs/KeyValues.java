package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import quorate.session.Session;
import quorate.session.Settings;
import quorate.spi.ElectionSystem;
import quorate.spi.Option;

/** What can be typed behind the equals sign of a key, or as the value of a setting. */
final class KeyValues {

  private static final Pattern CHOICE = Pattern.compile("[^ ,]+( or [^ ,]+)+");

  /** Values that suit a key, each with what it is good for, in the order of use. */
  private static final Map<String, List<Completion>> USUAL =
      Map.ofEntries(
          Map.entry("heartbeat", values("20ms a fast network", "100ms fewer messages")),
          Map.entry(
              "election",
              values(
                  "150..300ms as the Raft paper has it",
                  "300..600ms more patient",
                  "500..800ms calm: a slow message is no dead leader",
                  "150..151ms nearly equal timeouts: expect split votes")),
          Map.entry("answer", values("20ms a fast network", "200ms a slow network")),
          Map.entry("latency", delays()),
          Map.entry("persist", delays()),
          Map.entry("loss", values("0% none", "5% some", "20% one in five", "50% every other")),
          Map.entry("down", values("1 the first node", "1,2 two nodes", "4..5 a range")),
          Map.entry("hold", values("3 unless typed", "17 longer than most timeouts")),
          Map.entry("limit", values("10s give up sooner", "60s unless typed")),
          Map.entry("synchronised", values("on ", "off unless typed")),
          Map.entry(
              "runtime",
              values(
                  "tcp real sockets",
                  "sim virtual time: the same run again",
                  "processes each node in a process of its own")),
          Map.entry("seed", values("random another run each time", "1 the same run each time")),
          Map.entry("fencing", values("on refuses older tokens", "off accepts all")),
          Map.entry("pace", values("50ms unless typed", "10ms more writes")),
          Map.entry("work", values("10ms a short while", "50ms all the time between two writes")),
          Map.entry("follow", values("on wait for the outcome", "off return at once")));

  private final Session session;

  KeyValues(Session session) {
    this.session = session;
  }

  /** The forms that a delay can have. */
  static List<Completion> delays() {
    return values(
        "5ms always the same",
        "1..5ms all equally likely",
        "exp(2.5ms) exponential, with this mean",
        "normal(10ms,2ms) normal: the mean, the deviation",
        "1ms+exp(2.5ms) a sum");
  }

  /** Each from a text in which its meaning follows after a space. */
  static List<Completion> values(String... texts) {
    return List.of(texts).stream()
        .map(it -> it.split(" ", 2))
        .map(it -> new Completion(it[0], it[1]))
        .toList();
  }

  /**
   * The values of a key.
   *
   * @param before the words of the command before it: the algorithms there say which options exist
   */
  List<Completion> of(String key, List<String> before) {
    Optional<Option> option =
        before.stream()
            .flatMap(word -> session.findSystem(word).stream())
            .map(ElectionSystem::options)
            .flatMap(List::stream)
            .filter(it -> it.name().equals(key))
            .findFirst();
    return option.map(KeyValues::choices).orElseGet(() -> usual(key));
  }

  /** What holds now, and then other values that suit. */
  private List<Completion> usual(String key) {
    String name = key.replaceAll("\\[.*", "");
    List<Completion> usual = USUAL.getOrDefault(name, List.of());
    Settings settings = session.settings();
    if (!settings.all().containsKey(name)) {
      return in(key, usual);
    }
    String now = settings.all().get(name);
    List<Completion> values = new ArrayList<>();
    String meaning =
        usual.stream()
            .filter(it -> it.word().equals(now))
            .map(it -> ": " + it.meaning())
            .findFirst()
            .orElse("");
    values.add(new Completion(now, "now" + meaning));
    usual.stream().filter(it -> !it.word().equals(now)).forEach(values::add);
    return in(key, values);
  }

  private static List<Completion> choices(Option option) {
    if (!CHOICE.matcher(option.values()).matches()) {
      return in(
          option.name(),
          List.of(new Completion(option.defaultValue(), "the default; it is " + option.values())));
    }
    List<Completion> values = new ArrayList<>();
    for (String value : option.values().split(" or ")) {
      boolean isDefault = value.equals(option.defaultValue());
      values.add(new Completion(value, isDefault ? "the default" : option.description()));
    }
    return in(option.name(), values);
  }

  private static List<Completion> in(String key, List<Completion> values) {
    return values.stream().map(it -> new Completion(it.word(), it.meaning(), key)).toList();
  }
}
