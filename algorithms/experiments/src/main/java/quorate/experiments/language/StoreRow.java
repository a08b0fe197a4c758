package quorate.experiments.language;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Storing;
import quorate.lab.measure.StoreTracker;
import quorate.lab.store.StoreSettings;

/** What leaders write to. It is no fault, but done to a running cluster as faults are. */
final class StoreRow {

  private static final List<String> SETTINGS = List.of("fencing", "pace", "work");

  static final FaultRow<Storing> STORE =
      new FaultRow<>(
          "store [off] [fencing=on|off] [pace=TIME] [work=TIME]",
          Storing.class,
          "add a storage node to which every node that leads writes",
          FaultRow.examples(
              "  store                          accepts every write",
              "  store fencing=on               refuses a write with an older token",
              "  store pace=50ms work=10ms      how often, and how long after the check",
              "  store off                      nobody writes any more",
              "",
              "A leader's process checks whether its node leads, works for a while, and writes"
                  + " without checking again. The epoch of the check is the write's fencing token."
                  + " With fencing, the store refuses a token that is older than the newest it has"
                  + " seen. An algorithm without epochs has no token, and cannot be fenced.",
              "A process that is paused between check and write still writes when it resumes, as"
                  + " a zombie: store; pause leader for 1s.",
              "The store is a host of its own, and is named store: cut 3-store, crash store. Without"
                  + " work=TIME the work takes the whole pace. status counts the writes."),
          StoreRow::read,
          "has",
          StoreRow::change,
          Optional.empty());

  private StoreRow() {}

  private static Function<Moment, Storing> read(Arguments typed) {
    if (typed.isNext("off")) {
      return now -> new Storing(Optional.empty());
    }
    Map<String, String> set = new TreeMap<>();
    while (!typed.isOver()) {
      String word = typed.next();
      String[] parts = word.split("=", 2);
      if (parts.length < 2 || !SETTINGS.contains(parts[0])) {
        throw UserError.unknown("setting of a store", parts[0], SETTINGS);
      } else if (set.put(parts[0], parts[1]) != null) {
        throw new UserError(parts[0] + " is typed twice");
      }
    }
    Optional<Boolean> fencing = Optional.ofNullable(set.get("fencing")).map(StoreRow::isOn);
    Optional<Duration> pace = Optional.ofNullable(set.get("pace")).map(Quantities::duration);
    Optional<Duration> work = Optional.ofNullable(set.get("work")).map(Quantities::duration);
    return now -> new Storing(Optional.of(settings(fencing, pace, work, now)));
  }

  private static boolean isOn(String typed) {
    if (!typed.equals("on") && !typed.equals("off")) {
      throw new UserError("fencing is on or off, got '" + Printable.of(typed) + "'");
    }
    return typed.equals("on");
  }

  /** What is not typed stays as it is; with a new pace, the work takes all of it. */
  private static StoreSettings settings(
      Optional<Boolean> fencing, Optional<Duration> pace, Optional<Duration> work, Moment now) {
    StoreSettings before = now.cluster().store().orElse(StoreSettings.DEFAULT);
    return new StoreSettings(
        fencing.orElse(before.fencing()),
        pace.orElse(before.pace()),
        work.or(() -> pace).orElse(before.work()));
  }

  private static Change change(Storing storing, Moment before) {
    if (storing.settings().isEmpty()) {
      return before.cluster().store().isPresent()
          ? Change.of("a store to which nobody writes any more")
          : Change.nothing("no store to which anybody writes");
    }
    if (storing.settings().equals(before.cluster().store())) {
      return Change.nothing("the same store as before");
    }
    StoreSettings settings = storing.settings().get();
    String words =
        "a store, fencing %s, a write every %s"
            .formatted(settings.fencing() ? "on" : "off", Quantities.words(settings.pace()));
    boolean fences = settings.fencing() && !StoreTracker.hasTokens(before.state());
    return Change.of(words + (fences ? "; " + before.spec().algorithm().name() + NO_TOKEN : ""));
  }

  private static final String NO_TOKEN = " has no tokens: it cannot be fenced";
}
