package quorate.prompt.verbs;

import quorate.session.Answer;
import quorate.session.Shards;

/** A command whose trials can run in parts. What it was typed with is that of all parts. */
interface Sharded {

  /**
   * The answer that it would have given if it had run all trials itself.
   *
   * @throws quorate.lab.UserError if the shards lack something, or come out otherwise here
   */
  Answer merged(Shards shards, ReportOptions options) throws InterruptedException;
}
