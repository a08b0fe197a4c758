package quorate.report.export;

import java.util.Locale;

/** A kind of file that a run is exported as. */
public enum Format {
  JSONL("every event as JSON, one per line; open reads it back"),
  CSV("every event as a row, for a spreadsheet"),
  SVG("the picture of timeline, for a page or a slide"),
  SHIVIZ("a log with vector clocks, for ShiViz (bestchai.bitbucket.io/shiviz)"),
  MERMAID("a sequence diagram, for Markdown pages"),
  PERFETTO("a trace for ui.perfetto.dev and chrome://tracing");

  private final String meaning;

  Format(String meaning) {
    this.meaning = meaning;
  }

  /** What is typed: {@code shiviz}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String meaning() {
    return meaning;
  }

  /** Whether a file has every event; otherwise it shows a part. */
  public boolean hasEverything() {
    return this == JSONL || this == CSV;
  }

  /** Whether a file shows what a timeline does; otherwise it has events, as a trace does. */
  public boolean isPicture() {
    return this == SVG || this == MERMAID;
  }
}
