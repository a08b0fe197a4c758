package quorate.prompt.verbs;

import java.util.Optional;
import picocli.CommandLine.Option;
import quorate.session.OutputFile;

/** What a report about trials has besides the table, as it was typed. */
final class ReportOptions {

  @Option(names = "--samples", description = "print each trial as well")
  boolean samples;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "write one row per trial to a file; - is standard output")
  Optional<String> csv = Optional.empty();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write the report as a page for a browser")
  Optional<String> html = Optional.empty();

  /** Whether standard output is for rows alone. */
  boolean rowsOnly() {
    return csv.filter(OutputFile::isStandardOutput).isPresent();
  }

  boolean anyTyped() {
    return samples || csv.isPresent() || html.isPresent();
  }
}
