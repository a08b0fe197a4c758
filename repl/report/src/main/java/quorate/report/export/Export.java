package quorate.report.export;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import quorate.lab.trace.TraceEvent;
import quorate.report.timeline.Mark;
import quorate.report.timeline.TimelineView.ClusterTimeline;

/**
 * What goes into a file.
 *
 * @param shown the events of the runs that a log shows
 * @param pictures the same runs, as pictures show them
 */
public record Export(
    Format format, List<Run> runs, Set<TraceEvent> shown, List<ClusterTimeline> pictures) {

  public void write(Writer out) throws IOException, InterruptedException {
    switch (format) {
      case JSONL -> TraceLines.write(runs, out);
      case CSV -> TraceCsv.write(runs, out);
      case SVG -> out.write(SpaceTimeSvg.of(pictures));
      case SHIVIZ -> ShiViz.write(runs, shown, out);
      case MERMAID -> out.write(Mermaid.of(pictures.get(0)));
      case PERFETTO -> out.write(Perfetto.of(runs, shown));
    }
  }

  /** How many events the file has. */
  public long events() {
    if (format.isPicture()) {
      return pictures.stream()
          .flatMap(it -> it.timeline().marks().stream())
          .map(Mark::number)
          .distinct()
          .count();
    }
    return format.hasEverything()
        ? runs.stream()
            .mapToLong(run -> run.all().isPresent() ? run.last() : run.kept().size())
            .sum()
        : shown.size();
  }

  /**
   * What is to be said of the file: how many events it has, what it is good for, and what it lacks.
   *
   * @param file as it was typed
   */
  public String said(String file) {
    long events = events();
    String count = events == 1 ? "1 event" : String.format(Locale.ROOT, "%,d events", events);
    long forgotten = format.hasEverything() || format.isPicture() ? forgotten() : 0;
    String use =
        switch (format) {
          case JSONL -> "; type: open " + file;
          case CSV -> "";
          case SVG -> "; a browser shows it";
          case SHIVIZ -> "; load it at bestchai.bitbucket.io/shiviz";
          case MERMAID -> "; put it into a code block of a Markdown page, as mermaid";
          case PERFETTO -> "; load it at ui.perfetto.dev";
        };
    if (forgotten == 0) {
      return count + use;
    }
    String without = format == Format.JSONL ? ", so open cannot read it" : "";
    return count + String.format(Locale.ROOT, "; the first %,d are forgotten", forgotten) + without;
  }

  private long forgotten() {
    return format.isPicture() && pictures.stream().noneMatch(ClusterTimeline::cut)
        ? 0
        : runs.stream()
            .filter(run -> format.isPicture() || run.all().isEmpty())
            .mapToLong(run -> run.last() - run.kept().size())
            .sum();
  }
}
