package quorate.prompt.verbs;

import java.util.List;
import java.util.Optional;
import quorate.lab.UserError;
import quorate.prompt.console.Console;
import quorate.report.TextView;
import quorate.report.shard.ShardFile;
import quorate.report.shard.ShardHead;
import quorate.report.shard.ShardView;
import quorate.session.Answer;
import quorate.session.OutputFile;

/** Where a shard goes: into a file, as a whole or not at all, or to standard output. */
final class ShardOutput implements AutoCloseable {

  private final Console console;

  /** None if it is standard output. */
  private final Optional<OutputFile> file;

  /** Finds out whether it can be written before anything is run; a UserError if not. */
  ShardOutput(ShardOptions options, Console console) {
    if (options.toStandardOutput() && console.json()) {
      throw new UserError("a shard and JSON cannot share standard output; type --jsonl FILE");
    }
    this.console = console;
    this.file =
        options.toStandardOutput() ? Optional.empty() : Optional.of(new OutputFile(options.file()));
  }

  /**
   * Writes it, and answers that this was done.
   *
   * @param lines its trials, or its runs
   */
  Answer write(ShardHead head, List<? extends Record> lines, ShardView view)
      throws InterruptedException {
    OutputFile.Content content = out -> ShardFile.write(head, lines, out);
    if (file.isPresent()) {
      file.get().write(content);
      return Answer.of(view);
    }
    console.rows(content);
    console.note(view.text(console));
    return Answer.of(TextView.silently(view)).with(view.violations());
  }

  @Override
  public void close() {
    file.ifPresent(OutputFile::close);
  }
}
