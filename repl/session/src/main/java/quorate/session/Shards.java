package quorate.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import quorate.experiments.Shard;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.report.shard.RunLine;
import quorate.report.shard.ShardFile;
import quorate.report.shard.ShardHead;
import quorate.report.shard.TrialLine;

/**
 * All shards of one command: none is missing, none is there twice, and none is of another command.
 *
 * @param head that of the first; the others differ in the number of the shard only
 * @param byNumber the shards by their numbers, from 1
 */
public record Shards(ShardHead head, Map<Integer, ShardFile> byNumber) {

  private static final int MOST_NAMED = 5;

  /**
   * Reads the shards of some files.
   *
   * @param program the version of this program
   * @throws UserError if these are not all shards of one command, run by this version
   */
  public static Shards read(List<String> files, String program) {
    List<ShardFile> all = files.stream().flatMap(it -> read(it).stream()).toList();
    ShardFile first = all.get(0);
    Map<Integer, ShardFile> byNumber = new TreeMap<>();
    for (ShardFile each : all) {
      checkTogether(first, each);
      ShardFile other = byNumber.put(each.head().shard(), each);
      if (other != null) {
        throw new UserError(
            other.name().equals(each.name())
                ? "shard %s is twice in '%s'; leave one out"
                    .formatted(each.head().part(), each.name())
                : "shard %s is in '%s' and in '%s'; leave one out"
                    .formatted(each.head().part(), other.name(), each.name()));
      }
    }
    if (!first.head().program().equals(program)) {
      throw new UserError(
          "these shards were run by version %s, and this is %s; merge them with that"
              .formatted(Printable.of(first.head().program()), program));
    }
    Shards shards = new Shards(first.head(), byNumber);
    shards.checkNoneIsMissing();
    return shards;
  }

  private static List<ShardFile> read(String typed) {
    String name = Printable.of(typed);
    try (BufferedReader in = Files.newBufferedReader(Path.of(typed))) {
      return ShardFile.read(in, name);
    } catch (IOException | InvalidPathException unreadable) {
      throw new UserError(
          "'%s' cannot be read; type the files that --jsonl wrote: merge FILES".formatted(name));
    }
  }

  private static void checkTogether(ShardFile one, ShardFile other) {
    ShardHead a = one.head();
    ShardHead b = other.head();
    if (a.belongsWith(b)) {
      return;
    }
    String what = "'%s' is of %s, and '%s' of %s; merge the shards of one command";
    if (!a.program().equals(b.program())) {
      throw apart(what, one, "version " + a.program(), other, "version " + b.program());
    } else if (!a.command().equals(b.command())) {
      throw apart(what, one, "'" + a.command() + "'", other, "'" + b.command() + "'");
    } else if (a.of() != b.of()) {
      throw apart(what, one, a.of() + " shards", other, b.of() + " shards");
    }
    throw new UserError(
        "'%s' and '%s' are of scenarios that differ; run the shards with one file"
            .formatted(one.name(), other.name()));
  }

  private static UserError apart(
      String what, ShardFile one, String its, ShardFile other, String others) {
    return new UserError(Printable.visible(what.formatted(one.name(), its, other.name(), others)));
  }

  private void checkNoneIsMissing() {
    List<String> missing =
        IntStream.rangeClosed(1, head.of())
            .filter(it -> !byNumber.containsKey(it))
            .mapToObj(it -> new Shard(it, head.of()).toString())
            .toList();
    if (!missing.isEmpty()) {
      String first = missing.get(0);
      String more = missing.size() > MOST_NAMED ? " and " + (missing.size() - MOST_NAMED) : "";
      throw new UserError(
          "%s %s%s %s missing; for the first type: %s --shard %s --jsonl FILE"
              .formatted(
                  missing.size() == 1 ? "shard" : "shards",
                  missing.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")),
                  more.isEmpty() ? "" : more + " more",
                  missing.size() == 1 ? "is" : "are",
                  Printable.visible(head.command()),
                  first));
    }
  }

  /**
   * The trials of a sample in their order, up to the first that broke a promise.
   *
   * @throws UserError if one is missing
   */
  public List<TrialLine> trials(String sample) {
    return whole(
        it -> it.trials().stream().filter(line -> line.sample().equals(sample)).toList(),
        TrialLine::trial,
        it -> it.violations() > 0,
        "trial %s of " + Printable.of(sample));
  }

  /**
   * The runs of chaos in their order, up to the first that failed.
   *
   * @throws UserError if one is missing
   */
  public List<RunLine> runs() {
    return whole(ShardFile::runs, RunLine::run, RunLine::failed, "run %s");
  }

  /** Its lines, of one file. */
  private interface Lines<L> {
    List<L> of(ShardFile file);
  }

  private <L> List<L> whole(
      Lines<L> lines, ToIntFunction<L> number, Predicate<L> isLast, String name) {
    Map<Integer, L> all = new TreeMap<>();
    for (ShardFile file : byNumber.values()) {
      for (L line : lines.of(file)) {
        int its = number.applyAsInt(line);
        boolean here = its > 0 && Shard.having(its, head.of()).equals(file.head().part());
        if (!here || all.put(its, line) != null) {
          throw new UserError(
              "'%s' is damaged: %s does not belong there; run that shard again"
                  .formatted(file.name(), name.formatted(its)));
        }
      }
    }
    List<L> inOrder = new ArrayList<>();
    for (int next = 1; next <= head.trials(); next++) {
      L line = all.get(next);
      if (line == null) {
        ShardFile file = byNumber.get(Shard.having(next, head.of()).index());
        throw new UserError(
            "'%s' is cut off: %s is missing; run that shard again"
                .formatted(file.name(), name.formatted(next)));
      }
      inOrder.add(line);
      if (isLast.test(line)) {
        break; // what comes after it is void
      }
    }
    return inOrder;
  }
}
