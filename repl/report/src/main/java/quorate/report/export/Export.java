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
 * @param shown the events of the runs that a log shows, by identity: two runs may have equal ones
 * @param pictures the same runs in the same order, as pictures show them; none for a format that
 *     has everything
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
      return pictures.stream().mapToLong(Export::marks).sum();
    } else if (format.hasEverything()) {
      return runs.stream()
          .mapToLong(run -> run.all().isPresent() ? run.last() : run.kept().size())
          .sum();
    }
    return runs.stream()
        .mapToLong(run -> run.kept().stream().filter(shown::contains).count())
        .sum();
  }

  private static long marks(ClusterTimeline picture) {
    return picture.timeline().marks().stream().map(Mark::number).distinct().count();
  }

  /**
   * What is to be said of the file: how many events it has, what it is good for, and what it lacks.
   *
   * @param file as it was typed
   */
  public String said(String file) {
    long events = events();
    String count = events == 1 ? "1 event" : String.format(Locale.ROOT, "%,d events", events);
    long forgotten = forgotten();
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

  /** How many events are missing at the begin, since a trace has forgotten them. */
  private long forgotten() {
    long all = 0;
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      boolean cut = format.hasEverything() ? run.all().isEmpty() : pictures.get(i).cut();
      all += cut ? run.last() - run.kept().size() : 0;
    }
    return all;
  }
}
