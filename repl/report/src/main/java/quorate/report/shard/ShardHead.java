package quorate.report.shard;

import java.util.List;
import quorate.experiments.Shard;

/**
 * What a shard is a part of.
 *
 * @param quorate says that this is a shard, and nothing else that the program writes
 * @param format the version of these lines
 * @param program the version of the program that ran the trials
 * @param command what to type for all trials in one run: with all settings, without the shard
 * @param shard which part, from 1
 * @param of how many parts there are
 * @param trials how many trials there are in all parts; of each sample, if there are several
 * @param samples the names of the samples, in the order of the report; none of chaos
 * @param scenario what is done in each trial, as it is named and as it is written; null of chaos
 */
public record ShardHead(
    String quorate,
    int format,
    String program,
    String command,
    int shard,
    int of,
    int trials,
    List<String> samples,
    String scenario,
    String scenarioText) {

  static final String WORD = "shard";
  static final int FORMAT = 1;

  /** The head of a part of the runs of chaos. */
  public static ShardHead ofRuns(String program, String command, Shard shard, int runs) {
    return ofTrials(program, command, shard, runs, List.of(), null, null);
  }

  /** The head of a part of the trials of some samples. */
  public static ShardHead ofTrials(
      String program,
      String command,
      Shard shard,
      int trials,
      List<String> samples,
      String scenario,
      String scenarioText) {
    return new ShardHead(
        WORD,
        FORMAT,
        program,
        command,
        shard.index(),
        shard.of(),
        trials,
        samples,
        scenario,
        scenarioText);
  }

  /** Which part it is; an IllegalArgumentException if there is none like that. */
  public Shard part() {
    return new Shard(shard, of);
  }

  /** Whether another is a part of the same, whichever part it is. */
  public boolean belongsWith(ShardHead other) {
    return equals(
        new ShardHead(
            other.quorate,
            other.format,
            other.program,
            other.command,
            shard,
            other.of,
            other.trials,
            other.samples,
            other.scenario,
            other.scenarioText));
  }

  boolean isOfRuns() {
    return scenario == null;
  }
}
