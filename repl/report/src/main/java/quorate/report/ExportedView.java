package quorate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A file that was written for another program.
 *
 * @param format what kind of file: {@code shiviz}
 * @param events how many events are in it
 * @param said what is to be said of it; empty if nothing
 */
public record ExportedView(String file, String format, long events, @JsonIgnore String said)
    implements View {

  @Override
  public String text(Display display) {
    return Wrapping.text(said, display.lineWidth());
  }
}
