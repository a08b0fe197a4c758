package quorate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A file that was written for people.
 *
 * @param said what is to be said of it
 */
public record WrittenView(String file, @JsonIgnore String said) implements View {

  @Override
  public String text(Display display) {
    return Wrapping.text(said, display.lineWidth());
  }
}
