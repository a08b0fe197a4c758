package quorate.prompt.verbs;

import java.util.Optional;
import picocli.CommandLine.Option;
import quorate.experiments.Shard;
import quorate.lab.UserError;
import quorate.session.OutputFile;

/** Which part of the trials is run, and where it is written, as it was typed. */
final class ShardOptions {

  @Option(
      names = "--shard",
      paramLabel = "PART",
      description = "run one part of the trials: 3/16 is the third of sixteen; see merge")
  private String part;

  @Option(
      names = "--jsonl",
      paramLabel = "FILE",
      description = "where to write a shard; - is standard output")
  private Optional<String> jsonl = Optional.empty();

  /** Whether a part is asked for; a UserError if it is not said where to write it. */
  boolean isTyped() {
    if (part != null && jsonl.isEmpty()) {
      throw new UserError("a shard is written to a file, for merge; add --jsonl FILE");
    } else if (part == null && jsonl.isPresent()) {
      throw new UserError("--jsonl writes a shard; add --shard 1/1 for all trials in one");
    }
    return part != null;
  }

  /** The part; a UserError if it is none, or so many trials are too few for it. */
  Shard part(int trials) {
    Shard shard = Shard.parse(part);
    if (shard.count(trials) == 0) {
      throw new UserError(
          "shard %s has none of %s trials; make at most %s shards"
              .formatted(shard, trials, trials));
    }
    return shard;
  }

  String file() {
    return jsonl.orElseThrow();
  }

  /** Where it is written, in a sentence. */
  String where() {
    return toStandardOutput() ? "standard output" : file();
  }

  boolean toStandardOutput() {
    return OutputFile.isStandardOutput(file());
  }
}
