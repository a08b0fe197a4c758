package quorate.prompt.verbs;

import java.util.List;
import java.util.Optional;
import quorate.report.SampleCsv;
import quorate.report.TrialsView;
import quorate.report.page.ReportPage;
import quorate.session.OutputFile;

/** The files into which trials go, besides the answer; each is written as a whole or not at all. */
final class TrialsFiles implements AutoCloseable {

  private final Optional<OutputFile> csv;
  private final Optional<OutputFile> html;

  /** Finds out whether they can be written before anything is measured; a UserError if not. */
  TrialsFiles(ReportOptions options) {
    csv = (options.rowsOnly() ? Optional.<String>empty() : options.csv).map(OutputFile::new);
    try {
      html = options.html.map(OutputFile::new);
    } catch (RuntimeException unwritable) {
      csv.ifPresent(OutputFile::close);
      throw unwritable;
    }
  }

  void write(TrialsView view) throws InterruptedException {
    if (csv.isPresent()) {
      csv.get().write(out -> SampleCsv.write(view.samples(), out));
    }
    if (html.isPresent()) {
      String again = view.asked().again();
      html.get()
          .write(new ReportPage(again, view, List.of(again), view.asked().simulated())::write);
    }
  }

  @Override
  public void close() {
    csv.ifPresent(OutputFile::close);
    html.ifPresent(OutputFile::close);
  }
}
