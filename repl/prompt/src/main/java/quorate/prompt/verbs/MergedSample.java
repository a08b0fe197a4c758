package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Trial;
import quorate.lab.UserError;
import quorate.report.shard.TrialLine;

/** A sample whose trials ran elsewhere. */
final class MergedSample {

  private MergedSample() {}

  /**
   * Makes it of its lines. The last trial runs once more: it shows that trials come out here as
   * they did there, and which promise it broke, if it did.
   *
   * @throws UserError if it comes out in another way
   */
  static Sample of(Experiment experiment, List<TrialLine> lines) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    lines.forEach(it -> trials.add(it.toTrial()));
    int last = trials.size() - 1;
    Trial again = Trial.simulate(experiment, trials.get(last).number());
    if (!again.fingerprint().equals(trials.get(last).fingerprint())) {
      throw new UserError(
          "trial %s of %s comes out in another way here; run all shards with this version"
              .formatted(again.number(), lines.get(last).sample()));
    }
    trials.set(last, again);
    return new Sample(experiment, trials);
  }
}
