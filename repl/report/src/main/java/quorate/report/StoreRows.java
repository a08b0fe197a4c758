package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import quorate.experiments.Sample;
import quorate.experiments.Trial;
import quorate.experiments.language.Quantities;
import quorate.lab.measure.StoreCounts;
import quorate.lab.measure.StoreCounts.Decided;
import quorate.lab.store.StoreSettings;

/** What became of the writes to a store, in tables and as JSON; nothing where there is no store. */
final class StoreRows {

  private static final String NO_TOKEN = "no tokens: it cannot be fenced";

  private StoreRows() {}

  /** Adds the rows of clusters of which some have a store. */
  static <T> void add(Columns<T> table, Function<T, Optional<StoreCounts>> writes) {
    table
        .rowIfAny("writes accepted", it -> count(writes.apply(it), at -> at.decided().accepted()))
        .rowIfAny("writes refused", it -> count(writes.apply(it), at -> at.decided().refused()))
        .rowIfAny("writes lost", it -> lost(writes.apply(it)))
        .rowIfAny("harm, no fencing", it -> harm(writes.apply(it), StoreCounts::unfenced))
        .rowIfAny("harm, fencing", it -> harm(writes.apply(it), StoreCounts::fenced));
  }

  private static Cell count(Optional<StoreCounts> writes, Function<StoreCounts, Long> number) {
    return writes.map(it -> Cell.count(number.apply(it))).orElse(Cell.NONE);
  }

  private static Cell lost(Optional<StoreCounts> writes) {
    return writes.filter(it -> it.lost() > 0).map(it -> Cell.count(it.lost())).orElse(Cell.NONE);
  }

  /** How many writes of overtaken leaders were accepted, where the store decided at all. */
  private static Cell harm(Optional<StoreCounts> writes, Function<StoreCounts, Decided> kind) {
    Optional<Decided> decided = writes.map(kind).filter(it -> it.all() > 0);
    if (decided.isEmpty()) {
      return Cell.NONE;
    }
    Decided it = decided.get();
    boolean unfenceable = it == writes.get().fenced() && it.isUnfenceable();
    if (it.overtaken() == 0) {
      return unfenceable ? Cell.text("none; " + NO_TOKEN) : Cell.text("none");
    }
    String rest =
        (it.overtaken() == 1 ? "stale write" : "stale writes")
            + (unfenceable ? "; " + NO_TOKEN : "");
    return new Cell(Long.toString(it.overtaken()), rest, false, Tone.BAD);
  }

  /** Adds the rows of samples, a cell for each: in how many of their trials there was harm. */
  static void addSamples(Table table, String indent, List<Sample> samples) {
    table
        .rowIfAny(indent + "harm, no fencing", harmed(samples, StoreCounts::unfenced))
        .rowIfAny(indent + "harm, fencing", harmed(samples, StoreCounts::fenced));
  }

  private static List<Cell> harmed(List<Sample> samples, Function<StoreCounts, Decided> kind) {
    return samples.stream().map(it -> harmed(it, kind)).toList();
  }

  private static Cell harmed(Sample sample, Function<StoreCounts, Decided> kind) {
    List<Decided> decided = decided(sample, kind);
    if (decided.isEmpty()) {
      return Cell.NONE;
    }
    long harmed = harmed(decided);
    Cell cell = Cell.text(String.format(Locale.ROOT, "%,d of %,d", harmed, decided.size()));
    return harmed == 0 ? cell : cell.in(Tone.BAD);
  }

  /** What the store decided in each trial in which it decided anything. */
  private static List<Decided> decided(Sample sample, Function<StoreCounts, Decided> kind) {
    return sample.trials().stream()
        .map(Trial::outcome)
        .flatMap(it -> it.writes().stream())
        .map(kind)
        .filter(it -> it.all() > 0)
        .toList();
  }

  private static long harmed(List<Decided> decided) {
    return decided.stream().filter(it -> it.overtaken() > 0).count();
  }

  /** A sentence about each sample whose writes fencing cannot judge; empty if there is none. */
  static List<String> notes(List<NamedSample> samples) {
    return samples.stream()
        .filter(
            it ->
                decided(it.sample(), StoreCounts::fenced).stream().anyMatch(Decided::isUnfenceable))
        .map(it -> it.name() + ": " + NO_TOKEN)
        .toList();
  }

  /** Whether there was a store in some trial. */
  static boolean isIn(Sample sample) {
    return sample.trials().stream().anyMatch(it -> it.outcome().writes().isPresent());
  }

  /** Adds in how many trials there was harm, if there was a store. */
  static void addSamplesTo(ObjectNode json, Sample sample) {
    if (!isIn(sample)) {
      return;
    }
    ObjectNode harm = json.putObject("harmed_trials");
    harm.set("without_fencing", harmedJson(decided(sample, StoreCounts::unfenced)));
    harm.set("with_fencing", harmedJson(decided(sample, StoreCounts::fenced)));
  }

  private static ObjectNode harmedJson(List<Decided> decided) {
    return Json.object()
        .put("trials", decided.size())
        .put("harmed", harmed(decided))
        .put("cannot_be_fenced", decided.stream().anyMatch(Decided::isUnfenceable));
  }

  /** How a store works, in a few words. */
  static String words(Optional<StoreSettings> store) {
    return store
        .map(it -> "fencing " + (it.fencing() ? "on" : "off") + ", a write every " + pace(it))
        .orElse("nobody writes");
  }

  private static String pace(StoreSettings store) {
    return Quantities.words(store.pace());
  }

  /** Adds how a store works, if there is one to which leaders write. */
  static void addTo(ObjectNode json, Optional<StoreSettings> store) {
    store.ifPresent(
        it -> {
          ObjectNode settings = json.putObject("store").put("fencing", it.fencing());
          settings.set("pace_ms", Json.millis(it.pace().toNanos()));
          settings.set("work_ms", Json.millis(it.work().toNanos()));
        });
  }

  /** Adds the counts, if there is a store. */
  static void addCountsTo(ObjectNode json, Optional<StoreCounts> writes) {
    writes.ifPresent(
        it -> {
          ObjectNode counts = json.putObject("writes");
          counts.put("sent", it.sent()).put("lost", it.lost());
          counts.set("without_fencing", json(it.unfenced()));
          counts.set("with_fencing", json(it.fenced()));
        });
  }

  private static ObjectNode json(Decided it) {
    return Json.object()
        .put("accepted", it.accepted())
        .put("refused", it.refused())
        .put("from_overtaken_leader", it.overtaken())
        .put("without_token", it.withoutToken());
  }
}
